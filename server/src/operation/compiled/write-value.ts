import { NotPlanned } from './not-planned.js';
import { countObjects, isObject } from './objects-in.js';
import type { FieldPlan, GatheredFields, NumberedObjects, ValuePlan, Writer } from './plan.js';
import { Thrown } from './thrown.js';

/** Goes through the objects of one value, in the order in which they were gathered. */
export interface Cursor {
  objects: NumberedObjects;
  next: number;
}

/**
 * JSON text of a field's value. An error below the nearest place that may be null is recorded, and that place is null;
 * an error for which there is no such place is thrown, located. Without a cursor nothing was gathered for its objects.
 */
export type WriteValue = (value: unknown, writer: Writer, cursor: Cursor | null) => string;

/** How values are written by a plan, each kind by a function of its own. */
export function valueWriter(plan: ValuePlan, field: FieldPlan): WriteValue {
  switch (plan.kind) {
    case 'nonNull':
      return nonNullWriter(valueWriter(plan.of, field), field);
    case 'list':
      return listWriter(plan.of, field);
    case 'leaf':
      return (value) => (value === null || value === undefined ? 'null' : plan.text(leafOf(value)));
    case 'object':
      return (value, writer, cursor) => {
        if (value === null || value === undefined) return 'null';
        const object = objectOf(value);
        return cursor === null ? plan.plan.write(object, -1, NOTHING, writer) : writeNext(object, writer, cursor);
      };
    case 'abstract':
      return (value, writer, cursor) => {
        if (value === null || value === undefined) return 'null';
        if (cursor === null) throw new NotPlanned('an object whose type is not known');
        return writeNext(objectOf(value), writer, cursor);
      };
  }
}

const NOTHING: GatheredFields = [];

function nonNullWriter(write: WriteValue, { parentType, definition }: FieldPlan): WriteValue {
  return (value, writer, cursor) => {
    if (value === null || value === undefined) {
      // The message is graphql-js's, which callers may know.
      throw new Error(`Cannot return null for non-nullable field ${parentType.name}.${definition.name}.`);
    }
    return write(value, writer, cursor);
  };
}

function listWriter(of: ValuePlan, field: FieldPlan): WriteValue {
  const write = valueWriter(of, field);
  const mayBeNull = of.kind !== 'nonNull';

  /** Null in the place of an item that failed; the error itself where it may not be null. */
  function failed(error: unknown, depth: number, writer: Writer): string {
    writer.path.length = depth + 1;
    const located = writer.located(error, field);
    if (!mayBeNull) throw located;
    writer.record(located);
    return 'null';
  }

  return (value, writer, cursor) => {
    if (value === null || value === undefined) return 'null';
    const items = listOf(value);
    const { path } = writer;
    const depth = path.length;
    let text = '[';
    for (let index = 0; index < items.length; index++) {
      if (index > 0) text += ',';
      const next = cursor === null ? 0 : cursor.next;
      path[depth] = index;
      try {
        text += write(items[index], writer, cursor);
      } catch (error) {
        text += failed(error, depth, writer);
        if (cursor !== null) cursor.next = next + countObjects(of, items[index]);
      }
    }
    path.length = depth;
    return `${text}]`;
  };
}

function writeNext(value: object, writer: Writer, cursor: Cursor): string {
  const number = cursor.next++;
  const { plan, gathered } = cursor.objects.frameAt(number);
  return plan.write(value, cursor.objects.indexAt(number), gathered, writer);
}

/** The list; throws for an error in its place, and for iterables that are no arrays. */
function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throwErrors(value);
  throw new NotPlanned('a list that is no array');
}

function objectOf(value: unknown): object {
  if (isObject(value)) return value;
  throwErrors(value);
  throw new NotPlanned('an object that is none, or is still to come');
}

/** graphql-js calls functions and waits for promises. */
function leafOf(value: unknown): unknown {
  if (typeof value === 'function') throw new NotPlanned('a function in the place of a value');
  if (typeof value !== 'object' || value === null) return value;
  throwErrors(value);
  if ('then' in value) throw new NotPlanned('a value still to come');
  return value;
}

function throwErrors(value: unknown): void {
  if (value instanceof Thrown) throw value.error;
  if (value instanceof Error) throw value;
}
