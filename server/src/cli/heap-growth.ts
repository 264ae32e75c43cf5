/** The heap's old part grows by so much between two full collections, percent of what is in use. */
export const LEAST_GROWTH = 50;
/** Beyond it hardly any time is won. */
const MOST_GROWTH = 200;
/** Full collections that come sooner after each other than this take time that is missed, milliseconds. */
const OFTEN_MS = 2_000;
/** Between such as come later than this there is memory to be had back, milliseconds. */
const SELDOM_MS = 6_000;
const STEP = 1.25;
/** The median of so many intervals counts, so that a start or a pause decides nothing. */
const INTERVALS = 5;

/**
 * Lets the old part of the heap grow further while full collections are frequent, as with reports over many records, and no further than it
 * must while they are seldom; docs/adr/0028 says why.
 *
 * @returns by how much it is to grow from now on, percent, when told of a full collection (`at`: milliseconds of any clock)
 */
export function heapGrowth(): (at: number) => number {
  const intervals: number[] = Array(INTERVALS).fill(Number.POSITIVE_INFINITY);
  let growth = LEAST_GROWTH;
  let last = Number.NEGATIVE_INFINITY;
  return (at) => {
    intervals.shift();
    intervals.push(at - last);
    last = at;
    const median = intervals.toSorted((one, other) => one - other)[Math.floor(INTERVALS / 2)] as number;
    if (median < OFTEN_MS) growth = Math.min(MOST_GROWTH, growth * STEP);
    else if (median > SELDOM_MS) growth = Math.max(LEAST_GROWTH, growth / STEP);
    return Math.round(growth);
  };
}
