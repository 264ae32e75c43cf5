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
export function writeValue(
  plan: ValuePlan,
  value: unknown,
  field: FieldPlan,
  writer: Writer,
  cursor: Cursor | null,
): string {
  if (typeof value === 'object') {
    if (value instanceof Thrown) throw value.error;
    if (value instanceof Error) throw value;
  }
  switch (plan.kind) {
    case 'nonNull':
      if (value === null || value === undefined) {
        // The message is graphql-js's, which callers may know.
        throw new Error(`Cannot return null for non-nullable field ${field.parentType.name}.${field.definition.name}.`);
      }
      return writeValue(plan.of, value, field, writer, cursor);
    case 'list':
      if (value === null || value === undefined) return 'null';
      if (!Array.isArray(value)) throw new NotPlanned('a list that is no array');
      return writeList(plan, value, field, writer, cursor);
    case 'leaf':
      if (value === null || value === undefined) return 'null';
      refuseUnplanned(value);
      return plan.text(value);
    case 'object':
      if (value === null || value === undefined) return 'null';
      if (!isObject(value)) throw new NotPlanned('an object that is none, or is still to come');
      return cursor === null ? plan.plan.write(value, -1, NOTHING, writer) : writeNext(value, writer, cursor);
    case 'abstract':
      if (value === null || value === undefined) return 'null';
      if (!isObject(value) || cursor === null) throw new NotPlanned('an object that is none, or is still to come');
      return writeNext(value, writer, cursor);
  }
}

const NOTHING: GatheredFields = [];

function writeNext(value: object, writer: Writer, cursor: Cursor): string {
  const number = cursor.next++;
  const { plan, gathered } = cursor.objects.frameAt(number);
  return plan.write(value, cursor.objects.indexAt(number), gathered, writer);
}

function writeList(
  { of }: Extract<ValuePlan, { kind: 'list' }>,
  items: readonly unknown[],
  field: FieldPlan,
  writer: Writer,
  cursor: Cursor | null,
): string {
  const { path } = writer;
  const depth = path.length;
  let text = '[';
  for (let index = 0; index < items.length; index++) {
    if (index > 0) text += ',';
    const item = items[index];
    const next = cursor?.next ?? 0;
    path.push(index);
    try {
      text += writeValue(of, item, field, writer, cursor);
    } catch (error) {
      path.length = depth + 1;
      const located = writer.located(error, field);
      if (of.kind === 'nonNull') throw located;
      writer.record(located);
      text += 'null';
      if (cursor !== null) cursor.next = next + countObjects(of, item);
    }
    path.length = depth;
  }
  return `${text}]`;
}

/** graphql-js calls functions and waits for promises. */
function refuseUnplanned(value: unknown): void {
  if (typeof value === 'function') throw new NotPlanned('a function in the place of a value');
  if (typeof value === 'object' && value !== null && 'then' in value) throw new NotPlanned('a value still to come');
}
