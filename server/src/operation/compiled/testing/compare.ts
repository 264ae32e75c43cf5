import type { GraphQLError } from 'graphql';

/** An answer as it is compared: data as JSON text, so that the order of fields counts. */
export interface Answered {
  data: string;
  errors: readonly GraphQLError[];
}

export interface CompareOptions {
  /** Whether nothing had to be waited for, so that errors come in one order only. */
  inOrder: boolean;
  /** Every error that some field of the operation has, whatever became of it; see `isPlausible`. */
  possible: () => Promise<ReadonlySet<string>>;
}

/**
 * What differs between two answers; null when nothing does. The specification leaves the order of errors open, and which
 * of several errors below a place that became null for them is told (October 2021, §6.4.4): there both must tell one, and
 * only such as there are.
 */
export async function difference(a: Answered, b: Answered, options: CompareOptions): Promise<string | null> {
  if (a.data !== b.data) return `data\n  ${a.data}\n  ${b.data}`;
  const told = { a: a.errors.map(textOf), b: b.errors.map(textOf) };
  if (options.inOrder) return told.a.join('\n') === told.b.join('\n') ? null : differentErrors(told);
  const data: unknown = JSON.parse(a.data);
  const places = { a: byPlace(a.errors, data), b: byPlace(b.errors, data) };
  for (const place of new Set([...places.a.keys(), ...places.b.keys()])) {
    const [left, right] = [places.a.get(place), places.b.get(place)];
    if (left === undefined || right === undefined) return differentErrors(told);
    if (sorted(left) === sorted(right)) continue;
    const possible = await options.possible();
    // At the place itself there is one error; below it there may be several.
    const all = [...left, ...right];
    if (all.every((error) => error.path?.join('.') === place)) return differentErrors(told);
    if (!all.every((error) => isPlausible(error, possible))) return differentErrors(told);
  }
  return null;
}

/** Key of an error in the set of possible ones. */
export function keyOf({ path, message }: Pick<GraphQLError, 'path' | 'message'>): string {
  return `${path?.join('.')}: ${message}`;
}

function isPlausible(error: GraphQLError, possible: ReadonlySet<string>): boolean {
  return error.message.startsWith('Cannot return null for non-nullable field') || possible.has(keyOf(error));
}

/** Errors by the place of the answer that is null because of them. */
function byPlace(errors: readonly GraphQLError[], data: unknown): Map<string, GraphQLError[]> {
  const places = new Map<string, GraphQLError[]>();
  for (const error of errors) {
    const path = error.path ?? [];
    let value = data;
    let depth = 0;
    while (depth < path.length && typeof value === 'object' && value !== null) {
      value = Reflect.get(value, path[depth] as string | number);
      depth += 1;
    }
    const place = path.slice(0, depth).join('.');
    const there = places.get(place);
    if (there === undefined) places.set(place, [error]);
    else there.push(error);
  }
  return places;
}

function textOf(error: GraphQLError): string {
  return JSON.stringify(error.toJSON());
}

function sorted(errors: readonly GraphQLError[]): string {
  return errors.map(textOf).sort().join('\n');
}

function differentErrors({ a, b }: { a: readonly string[]; b: readonly string[] }): string {
  return `errors\n  ${a.join('\n  ')}\nand\n  ${b.join('\n  ')}`;
}
