import { NotPlanned } from './not-planned.js';
import type { FieldPlan, Gathered, WriteObject, Writer } from './plan.js';
import { readerOf } from './reader-of.js';
import { Thrown } from './thrown.js';
import { type Cursor, valueWriter, type WriteValue } from './write-value.js';

/** JSON text of one field of an object; as `WriteObject`. */
export type WriteField = WriteObject;

/** How a field is written. Its errors are its own where it may be null; else they are thrown, located. */
export function fieldWriter(field: FieldPlan): WriteField {
  const { origin, place, responseName, parentType } = field;
  if (origin.from === 'typename') return () => `"${parentType.name}"`;
  const readValue = readerOf(field);
  const write = valueWriter(field.value, field);
  const read: WriteField =
    place === -1
      ? (parent, _index, _gathered, writer) => write(readValue(parent, writer), writer, null)
      : (_parent, index, gathered, writer) => writeGathered(write, gathered[place] as Gathered, index, writer);
  const mayBeNull = field.value.kind !== 'nonNull';

  return (parent, index, gathered, writer) => {
    const { path } = writer;
    const depth = path.length;
    path.push(responseName);
    try {
      const text = read(parent, index, gathered, writer);
      path.length = depth;
      return text;
    } catch (error) {
      path.length = depth + 1;
      const located = writer.located(error, field);
      path.length = depth;
      if (!mayBeNull) throw located;
      writer.record(located);
      return 'null';
    }
  };
}

/** Text that was made for an earlier object with the same value. */
export function readyText({ places, texts }: Gathered, index: number): string | undefined {
  if (texts === null || places === null) return undefined;
  return texts[places[index] as number];
}

function writeGathered(write: WriteValue, gathered: Gathered, index: number, writer: Writer): string {
  const { places, values, origins, starts, objects, texts } = gathered;
  const place = places === null ? index : (places[index] as number);
  if (place === -1) return write(null, writer, null);
  const { told } = writer;
  const origin = origins?.[place];
  if (origin !== undefined) writer.note(origin);
  const value = values[place];
  if (typeof value === 'function') throw new NotPlanned('a method in the place of a value');
  const cursor: Cursor | null =
    objects === null ? null : { objects, next: (starts as readonly number[])[place] as number };
  const text = write(value, writer, cursor);
  // What is told per path is told at each place.
  if (texts === null || writer.told !== told || value instanceof Thrown) return text;
  const ready = places !== null && places.length >= OFTEN * values.length ? inOnePiece(text) : text;
  texts[place] = ready;
  return ready;
}

/** Places of the answer for each value, from which on its text is put into one piece. */
const OFTEN = 2;

/**
 * The same text, no longer as V8 keeps what was joined: a tree, which would be walked again at each place of the answer where
 * the text stands. V8 makes one piece of a text that is looked into.
 */
function inOnePiece(text: string): string {
  return text.charCodeAt(0) === 0 ? '' : text;
}
