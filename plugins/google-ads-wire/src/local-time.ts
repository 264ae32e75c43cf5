/**
 * The instant, RFC 3339 UTC, at which an account's clock shows `dateTime` (`2026-01-05 00:00:00`).
 * `timeZone`: IANA name. Null for a zone or a time that does not exist.
 */
export function instantOf(dateTime: string, timeZone: string): string | null {
  const shown = Date.parse(`${dateTime.replace(' ', 'T')}Z`);
  if (Number.isNaN(shown)) return null;
  try {
    // The second pass settles on the offset in force at the instant itself, near a change of the clocks.
    const guess = shown - offsetMs(shown, timeZone);
    return new Date(shown - offsetMs(guess, timeZone)).toISOString();
  } catch {
    return null;
  }
}

/** How far a zone's clock is ahead of UTC at an instant, in milliseconds. */
function offsetMs(epochMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(epochMs);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value);
  const clock = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return clock - Math.floor(epochMs / 1_000) * 1_000;
}
