/**
 * Epoch milliseconds at which the day of `nowMs` began in a time zone, on the day of a clock change too. Where the clocks
 * skip midnight, the day begins with its first instant.
 *
 * @param timeZone IANA name, e.g. `America/Chicago`. Throws RangeError for one that is not known.
 */
export function startOfDay(timeZone: string, nowMs: number): number {
  const { year, month, day } = wallClock(timeZone, nowMs);
  return midnight(timeZone, Date.UTC(year, month - 1, day));
}

/** Epoch milliseconds of the next midnight in a time zone; see `startOfDay`. */
export function nextMidnight(timeZone: string, nowMs: number): number {
  const { year, month, day } = wallClock(timeZone, nowMs);
  return midnight(timeZone, Date.UTC(year, month - 1, day + 1));
}

/** The instant at which the wall clock first shows what `asIfUtc` says it would in UTC. */
function midnight(timeZone: string, asIfUtc: number): number {
  // The offsets of the days around it: one of them holds at midnight, the other is from across a change of the clocks.
  const before = asIfUtc - offsetAt(timeZone, asIfUtc - DAY_MS);
  const after = asIfUtc - offsetAt(timeZone, asIfUtc + DAY_MS);
  const [earlier, later] = before < after ? [before, after] : [after, before];
  return earlier + offsetAt(timeZone, earlier) >= asIfUtc ? earlier : later;
}

const DAY_MS = 86_400_000;

/** Milliseconds that the wall clock is ahead of UTC; negative in America. */
function offsetAt(timeZone: string, epochMs: number): number {
  const { year, month, day, hour, minute, second } = wallClock(timeZone, epochMs);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(epochMs / 1_000) * 1_000;
}

type WallClock = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(timeZone: string, epochMs: number): WallClock {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(epochMs).map(({ type, value }) => [type, Number(value)]));
  const part = (name: keyof WallClock): number => parts.get(name) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}
