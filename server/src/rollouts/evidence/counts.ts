/** What one side of a rollout did: how many counted events, and how many of them were bad (failed, or slow). */
export interface SideCounts {
  readonly events: number;
  readonly bad: number;
}

/** The same count on both sides, over the same time and of callers who may be on either. */
export interface Counts {
  readonly candidate: SideCounts;
  readonly stable: SideCounts;
}

export const NO_COUNTS: Counts = { candidate: { events: 0, bad: 0 }, stable: { events: 0, bad: 0 } };

export function addSides(one: SideCounts, other: SideCounts): SideCounts {
  return { events: one.events + other.events, bad: one.bad + other.bad };
}

export function addCounts(one: Counts, other: Counts): Counts {
  return { candidate: addSides(one.candidate, other.candidate), stable: addSides(one.stable, other.stable) };
}

/** Bad events of both sides. */
export function badOf({ candidate, stable }: Counts): number {
  return candidate.bad + stable.bad;
}

/** @throws RangeError when a side's counts cannot be: not whole, negative, or more bad events than events. */
export function checkSide(side: SideCounts, name: string): void {
  const { events, bad } = side;
  if (Number.isSafeInteger(events) && Number.isSafeInteger(bad) && bad >= 0 && bad <= events) return;
  throw new RangeError(
    `Expected whole counts of ${name} with 0 ≤ bad ≤ events; got ${bad} bad of ${events} events. Count each event once, when it is over.`,
  );
}

/** @throws RangeError as {@link checkSide} does, for either side. */
export function checkCounts({ candidate, stable }: Counts, name: string): void {
  checkSide(candidate, `${name} on the candidate`);
  checkSide(stable, `${name} on stable`);
}
