import { type FieldError, invalid } from './problem.js';

const DEFAULT_COUNT = 10;
const MAX_COUNT = 1000;

export interface Page {
  offset: number;
  count: number;
}

/** @throws Problem 400 when `count` is not within 0 to 1,000 or `offset` is negative. */
export function parsePage(query: { count?: string; offset?: string }): Page {
  const errors: FieldError[] = [];
  const count = wholeNumber('count', query.count ?? `${DEFAULT_COUNT}`, MAX_COUNT, errors);
  const offset = wholeNumber('offset', query.offset ?? '0', Number.MAX_SAFE_INTEGER, errors);
  if (errors.length > 0) throw invalid(...errors);
  return { count, offset };
}

export function pageOf<T>(items: readonly T[], { offset, count }: Page): readonly T[] {
  return items.slice(offset, offset + count);
}

function wholeNumber(field: string, text: string, max: number, errors: FieldError[]): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= max)) errors.push({ field, message: `Value must be a whole number from 0 to ${max}` });
  return value;
}
