import { isDeepStrictEqual } from 'node:util';
import { marketingFault } from './marketing-fault.ts';
import type { Query } from './queries.ts';
import { expectedData, withTextIds } from './records.ts';

/** Says what is wrong with an answer's JSON; null for nothing. */
export type Fault = (answer: unknown) => string | null;

/**
 * What all contenders of a row are to answer. The marketing graph's answer is not written down: it must be whole, and the
 * same from all as from the first.
 */
export function expectationOf(query: Query): Fault {
  if (query !== 'marketing' && query !== 'performance') {
    const expected = withTextIds(expectedData(query));
    return (answer) => (isDeepStrictEqual(withTextIds(dataOf(answer)), expected) ? null : 'unexpected data');
  }
  let first: unknown;
  return (answer) => {
    const fault = marketingFault(query, answer);
    if (fault !== null) return fault;
    first ??= dataOf(answer);
    return isDeepStrictEqual(dataOf(answer), first) ? null : 'other data than the first contender of the row';
  };
}

function dataOf(answer: unknown): unknown {
  return (answer as { data?: unknown }).data;
}
