/** One major version of the graph's public face, served at `/v<number>/graphql`. */
export interface Major {
  number: number;
  /** ISO 8601 date from which nothing in it breaks any more. */
  released: string;
  /** ISO 8601 date after which it may be gone; null while it is the newest. */
  sunset: string | null;
}

/**
 * The majors still served, oldest first. A major gets its sunset on the day its successor is released,
 * at least 6 and at most 18 months later.
 */
export const MAJORS: readonly [Major, ...Major[]] = [
  { number: 1, released: '2026-11-23', sunset: '2028-05-23' },
  { number: 2, released: '2026-11-23', sunset: null },
];

/** The major of callers that name none. */
export const NEWEST_MAJOR: number = Math.max(...MAJORS.map((major) => major.number));

/** Whether the number is a major that is still served. */
export function isServed(number: number): boolean {
  return MAJORS.some((major) => major.number === number);
}
