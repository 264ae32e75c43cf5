const PREFIX = 'minute:';
const MINUTE_MS = 60_000;

/**
 * Beside its callers' history a connector has that of each minute in which it was asked, under such a name: what callers did is kept by the hour, which
 * does not say how long it took.
 */
export function minuteKey(atMs: number): string {
  return `${PREFIX}${Math.floor(atMs / MINUTE_MS)}`;
}

/** The minute that a name is of, since the epoch; null of a caller. */
export function minuteOf(name: string): number | null {
  return name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length)) : null;
}
