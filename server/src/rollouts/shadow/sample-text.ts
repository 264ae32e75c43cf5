import { sensitivityOf } from '@selvedge/schema';
import { canonicalText } from './match-lists.js';

/** Longest text of one side of a sample, characters. */
export const LONGEST_SAMPLE = 200;

/**
 * A value as a text for an admin to read: as it is where the schema's record of personal data calls the field plain; masked
 * otherwise. Never longer than {@link LONGEST_SAMPLE}.
 */
export function sampleText(coordinate: string, value: unknown): string {
  // Cut before it is masked: a mask takes time for every character.
  const text = cut(typeof value === 'string' ? value : canonicalText(value ?? null));
  return sensitivityOf(coordinate) === 'plain' || value === null || value === undefined ? text : masked(text);
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
