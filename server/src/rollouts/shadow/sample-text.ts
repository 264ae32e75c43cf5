import { personalFieldsOf, sensitivityOf } from '@selvedge/schema';
import { canonicalText } from './match-lists.js';
import { isObject } from './readings.js';

/** Longest text of one side of a sample, characters. */
export const LONGEST_SAMPLE = 200;

/**
 * A value as a text for an admin to read: as it is where the schema's record of personal data calls the field plain; masked
 * otherwise. Of a record the fields that are there, each by itself. Never longer than {@link LONGEST_SAMPLE}.
 */
export function sampleText(coordinate: string, value: unknown): string {
  const isRecord = isObject(value) && typeof value.kind === 'string' && isKnown(value.kind);
  return cut(isRecord ? recordText(String(value.kind), value) : valueText(coordinate, value));
}

/** Whether the fields of such a record have names of the schema's, which say nothing of anybody. */
function isKnown(kind: string): boolean {
  return sensitivityOf(`${kind}.id`) === 'plain' || personalFieldsOf(kind).includes('id');
}

function recordText(kind: string, { kind: _, id, ...fields }: Readonly<Record<string, unknown>>): string {
  const told = Object.entries({ id, ...fields }).filter(([, value]) => isTold(value));
  return `${kind} ${told.map(([field, value]) => `${field} ${valueText(`${kind}.${field}`, value)}`).join(', ')}`;
}

function isTold(value: unknown): boolean {
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
}

function valueText(coordinate: string, value: unknown): string {
  // Cut before it is masked: a mask takes time for every character.
  const text = cut(typeof value === 'string' ? value : canonicalText(value ?? null));
  // The form of a yes or no is as good as the value.
  const isBare = value === null || value === undefined || typeof value === 'boolean';
  return isBare || sensitivityOf(coordinate) === 'plain' ? text : masked(text);
}

/**
 * A text of which only the form is left: letters are `x` or `X`, digits 9, other characters but the punctuation of addresses, numbers and
 * dates `*`. It still shows what a difference in form is.
 */
function masked(text: string): string {
  return text.replace(/[^\s@.,:;+()/"'{}[\]_-]/gu, (character) => {
    if (/\p{N}/u.test(character)) return '9';
    if (/\p{Lu}/u.test(character)) return 'X';
    return /\p{L}/u.test(character) ? 'x' : '*';
  });
}

function cut(text: string): string {
  return text.length <= LONGEST_SAMPLE ? text : `${text.slice(0, LONGEST_SAMPLE - 1)}…`;
}
