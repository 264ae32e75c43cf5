import type { AnswerContext, TrailEntry } from './answer-context.js';
import type { CostLimits, Estimate } from './cost/index.js';

/** One entry of `extensions.provenance` and `extensions.freshness`. */
export interface OriginNote {
  path: readonly (string | number)[];
  connector: string;
  version: string;
  /** Time since the vendor was asked, milliseconds. */
  ageMs: number;
}

/** A unified value that would say more, had the connector not failed. */
export interface LackNote {
  path: readonly (string | number)[];
  connector: string;
  /** Version that failed; null when none was asked. */
  version: string | null;
  missing: true;
}

/** `extensions.freshness`: the values that were served stale, and the unified ones that lack a vendor. */
export function freshnessNotes({ trail, now }: AnswerContext): readonly (OriginNote | LackNote)[] {
  return [
    ...trail.entries.filter(({ origin }) => origin.stale).map((entry) => noteOf(entry, now())),
    ...trail.lacks.map(({ path, failure: { connector, version } }) => ({
      path,
      connector,
      version,
      missing: true as const,
    })),
  ];
}

/** `extensions.provenance`: connector@version and age of every value that came from a vendor. */
export function provenanceNotes({ trail, now }: AnswerContext): readonly OriginNote[] {
  return trail.entries.map((entry) => noteOf(entry, now()));
}

/** `extensions.cost`: what the operation was estimated to take, and what an operation may. */
export function costNote(estimated: Estimate, { cost, vendorCalls }: CostLimits): object {
  return { estimated, limit: { cost, vendorCalls } };
}

function noteOf({ path, origin }: TrailEntry, now: number): OriginNote {
  return { path, connector: origin.connector, version: origin.version, ageMs: Math.max(0, now - origin.fetchedAt) };
}
