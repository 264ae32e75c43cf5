/** Marketo counts its days in US Central Time. */
const CENTRAL = 'America/Chicago';
const PARTS = new Intl.DateTimeFormat('en-US', {
  timeZone: CENTRAL,
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});

/** Epoch milliseconds of the next midnight in US Central Time, on the day of a clock change too. */
export function nextCentralMidnight(nowMs: number): number {
  const { year = 0, month = 1, day = 1 } = wallClock(nowMs);
  const asIfUtc = Date.UTC(year, month - 1, day + 1);
  const guess = asIfUtc - offsetAt(asIfUtc);
  // The offset at the guess counts: the one just used may be from before or after a change of the clocks.
  return asIfUtc - offsetAt(guess);
}

/** Milliseconds that the wall clock is ahead of UTC; negative in America. */
function offsetAt(epochMs: number): number {
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = wallClock(epochMs);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(epochMs / 1_000) * 1_000;
}

function wallClock(epochMs: number): Partial<Record<Intl.DateTimeFormatPartTypes, number>> {
  return Object.fromEntries(PARTS.formatToParts(epochMs).map(({ type, value }) => [type, Number(value)]));
}
