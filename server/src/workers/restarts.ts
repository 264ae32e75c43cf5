/** A worker that lived shorter than this did not get going, milliseconds. */
export const SHORT_LIFE_MS = 10_000;
/** So many short lives in a row, of every worker, and none is begun any more. */
export const MOST_SHORT_LIVES = 5;

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** Milliseconds to wait before a worker is begun again, after so many short lives in a row. */
export function pauseBefore(shortLives: number): number {
  return shortLives === 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (shortLives - 1), LONGEST_PAUSE_MS);
}
