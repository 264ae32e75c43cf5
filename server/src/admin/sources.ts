import type { Drift } from '../rollouts/declared/index.js';
import type { RolloutControl } from '../rollouts/model/index.js';

/** Everything that the admin endpoint tells and does; the composition root fills it. Times are epoch milliseconds. */
export interface AdminSources {
  readonly control: RolloutControl;
  /** In configured order. */
  connectors(): Promise<readonly ConnectorOverview[]>;
  /** The breaker of every loaded version for every connection. */
  breakers(): Promise<readonly BreakerOverview[]>;
  quotas(): Promise<readonly QuotaOverview[]>;
  /** How many callers each loaded version has answered in the last hour or, as it is kept by the hour, the last two. */
  callersPerVersion(): Promise<readonly VersionCallers[]>;
  /** What the shadow comparison of a rollout has found, by field; empty where nothing is compared. */
  comparison(rollout: string): Promise<readonly ComparedField[]>;
  /** Fields that the candidate of a rollout changes and that were not compared, since nobody asked for them yet. */
  notAskedFor(rollout: string): Promise<readonly string[]>;
  /** Newest first. */
  audit(page: AuditPageWanted): Promise<AuditPage>;
  /** What the configuration declares against what is. */
  drift(): Promise<readonly Drift[]>;
}

export interface ConnectorOverview {
  readonly id: string;
  readonly versions: readonly ConnectorVersionOverview[];
}

export interface ConnectorVersionOverview {
  readonly version: string;
  readonly packageName: string;
  /** `kept`: replaced, and loaded until the rollback window is over; `found`: not loaded. */
  readonly role: 'stable' | 'candidate' | 'kept' | 'found';
  /** Why it cannot be used; null when it can. */
  readonly unusable: string | null;
  /** Breakers of this version over all connections, and how many of them are not closed. */
  readonly breakers: { readonly all: number; readonly open: number };
}

export interface BreakerOverview {
  readonly connector: string;
  readonly version: string;
  /** e.g. `acme/hubspot`. */
  readonly connection: string;
  readonly state: 'closed' | 'open' | 'half-open';
  /** Since when it is not closed; null while it is. */
  readonly sinceMs: number | null;
  readonly nextProbeAtMs: number | null;
  readonly lastFailure: { readonly atMs: number; readonly class: string; readonly message: string } | null;
}

/** One window of a connection's quota at its vendor. */
export interface QuotaOverview {
  readonly connection: string;
  readonly window: string;
  readonly used: number;
  readonly limit: number;
  /** When the window opens again; null for one that rolls. */
  readonly resetsAtMs: number | null;
}

export interface VersionCallers {
  readonly connector: string;
  readonly version: string;
  readonly callers: number;
  /** Of a stable version: all whom its rollout keeps there, also those who have not asked of late, because their operations touch what the candidate changes or lacks. */
  readonly pinned: number;
}

/** What comparing one field of the two versions has found. */
export interface ComparedField {
  /** e.g. `Contact.phone`. */
  readonly coordinate: string;
  readonly pairs: number;
  /** Of an undecided field: pairs without a difference that are still wanted; null where it is decided, or they would not do. */
  readonly pairsWanted: number | null;
  /** Pairs in which the candidate alone differs. */
  readonly differing: number;
  /** Pairs in which stable's second answer alone differs. */
  readonly noise: number;
  readonly verdict: 'clean' | 'different' | 'undecided' | 'accepted';
  readonly accepted: { readonly by: string; readonly reason: string | null } | null;
  readonly classes: readonly { readonly class: string; readonly count: number }[];
  /** Values as JSON, personal data masked; at most 20. */
  readonly samples: readonly ComparisonSample[];
}

export interface ComparisonSample {
  readonly atMs: number;
  readonly class: string;
  readonly stable: string;
  readonly candidate: string;
}

export interface AuditPageWanted {
  /** From 1 to 200. */
  readonly first: number;
  /** `next` of the page before; null for the newest. */
  readonly after: string | null;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
}

/** Who did what to what. */
export interface AuditEntry {
  readonly id: string;
  readonly atMs: number;
  /** As claimed, with the id of the token; or `evidence`, `clock`, `configuration`. */
  readonly actor: string;
  /** e.g. `rollout.pause`. */
  readonly action: string;
  /** e.g. the id of a rollout. */
  readonly subject: string;
  readonly detail: string | null;
}
