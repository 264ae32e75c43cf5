import type { StickyBy } from './sticky-key.js';

/** How long usage is kept, milliseconds: seven days. */
export const USAGE_KEPT_MS = 7 * 24 * 60 * 60_000;

/** What one process counted of a connector's stable version and one caller, since it last told. */
export interface HistoryIncrement {
  readonly connector: string;
  /** Hash of the sticky key. */
  readonly caller: string;
  /** Epoch milliseconds; goes into the hour that it falls in. */
  readonly atMs: number;
  readonly events: number;
  /** By test, as in the counts of a rollout. */
  readonly bad: Readonly<Record<string, number>>;
}

/** What is known of one caller over a time. */
export interface CallerHistory {
  readonly caller: string;
  readonly events: number;
  readonly bad: Readonly<Record<string, number>>;
}

/** One caller's operations touched these fields. */
export interface TouchedCoordinates {
  /** Hash of the sticky key. */
  readonly caller: string;
  /** As `coordinatesOf` makes them, e.g. `hubspot:Contact.emails`. */
  readonly coordinates: readonly string[];
  /** Epoch milliseconds; kept to the hour. */
  readonly atMs: number;
}

/** What callers did lately: for weighing callers by their history, and for whom a candidate's changes touch. */
export interface UsageRecords {
  /** Adds to the hours' counts; one transaction. */
  addHistory(increments: readonly HistoryIncrement[]): Promise<void>;
  /** Sums per caller of the hours from `sinceMs` on and before `untilMs`, the hour of each included whole. */
  history(connector: string, sinceMs: number, untilMs: number): Promise<readonly CallerHistory[]>;
  /** Notes fields as touched; one transaction. */
  addTouched(touched: readonly TouchedCoordinates[]): Promise<void>;
  /** Callers whose operations touched any of these fields in the hour of `sinceMs` or later. */
  callersTouching(coordinates: readonly string[], sinceMs: number): Promise<readonly string[]>;
  /** How many callers touched each of these, in the hour of `sinceMs` or later; callers told apart in this way. Those nobody touched are left out. */
  countTouching(coordinates: readonly string[], by: StickyBy, sinceMs: number): Promise<ReadonlyMap<string, number>>;
  /** Fields that the caller's operations touched in the hour of `sinceMs` or later, by name. */
  touchedBy(caller: string, sinceMs: number): Promise<readonly string[]>;
  /** Removes what is wholly before. Meant to be called now and then with {@link USAGE_KEPT_MS} ago. */
  forgetBefore(beforeMs: number): Promise<void>;
}
