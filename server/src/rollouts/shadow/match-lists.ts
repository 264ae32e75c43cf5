import { isObject } from './readings.js';

/** Which items of two lists belong together. */
export interface MatchedLists {
  readonly pairs: readonly (readonly [stable: unknown, candidate: unknown])[];
  readonly missing: readonly unknown[];
  readonly extra: readonly unknown[];
  /** Whether the items that both have come in another order. */
  readonly isReordered: boolean;
}

/** Fields by which items of a list are told apart, by what they have: records, consents, rows of reports. */
const KEYS: readonly (readonly string[])[] = [
  ['id'],
  ['purpose'],
  ['date', 'channel', 'campaignId'],
  ['date', 'channel'],
];

/**
 * Items that have a key belong together by it. Others belong together when they are equal; what is left of both lists
 * then is paired in order, since a changed item mostly stays where it was.
 */
export function matchLists(stable: readonly unknown[], candidate: readonly unknown[]): MatchedLists {
  const fields = KEYS.find((each) => [...stable, ...candidate].every((item) => hasAll(item, each)));
  const textOf = fields === undefined ? canonicalText : (item: unknown) => keyText(item, fields);
  const places = new Map<string, number[]>();
  candidate.forEach((item, at) => {
    const text = textOf(item);
    const known = places.get(text);
    if (known === undefined) places.set(text, [at]);
    else known.push(at);
  });
  const pairs: (readonly [unknown, unknown])[] = [];
  const missing: unknown[] = [];
  const taken = new Set<number>();
  let last = -1;
  let isReordered = false;
  for (const item of stable) {
    const place = places.get(textOf(item))?.shift();
    if (place === undefined) {
      missing.push(item);
      continue;
    }
    pairs.push([item, candidate[place]]);
    taken.add(place);
    if (place < last) isReordered = true;
    last = place;
  }
  const extra = candidate.filter((_, at) => !taken.has(at));
  const changed = fields === undefined ? Math.min(missing.length, extra.length) : 0;
  for (let at = 0; at < changed; at++) pairs.push([missing[at], extra[at]]);
  return { pairs, missing: missing.slice(changed), extra: extra.slice(changed), isReordered };
}

/** JSON in which the order of an object's fields, and fields that are not there, make no difference. */
export function canonicalText(value: unknown): string {
  return (
    JSON.stringify(value, (_, each: unknown) =>
      isObject(each)
        ? Object.fromEntries(
            Object.entries(each)
              .filter(([, field]) => field !== null && field !== undefined)
              .sort(([a], [b]) => (a < b ? -1 : 1)),
          )
        : each,
    ) ?? 'null'
  );
}

function hasAll(item: unknown, fields: readonly string[]): boolean {
  return isObject(item) && fields.every((field) => ['string', 'number'].includes(typeof item[field]));
}

function keyText(item: unknown, fields: readonly string[]): string {
  if (!isObject(item)) return '';
  const [field = ''] = fields;
  return fields.length === 1
    ? `${typeof item[field]} ${item[field]}`
    : JSON.stringify(fields.map((each) => item[each]));
}
