import type { Failure, GraphContext, Origin, StopSignal, Trail } from '../ports/index.js';
import type { AnswerRecord } from './edge/index.js';
import type { NeededFields } from './needed-fields.js';

/** Where one value of the answer came from. */
export interface TrailEntry {
  path: readonly (string | number)[];
  origin: Origin;
}

/** What an answer is made by, beside its data: what resolvers see, and what only `operation` reads. */
export interface AnswerContext extends GraphContext {
  requestId: string;
  /** Whether the caller asked for `extensions.provenance`. */
  wantsProvenance: boolean;
  /** Whether the caller asked for `extensions.cost`. */
  wantsCost: boolean;
  trail: RecordedTrail;
  /** What the answer is made of, where it may be kept; null where none is. */
  record: AnswerRecord | null;
  /** What the operation needs of each kind of record; set once its document is known. */
  needed: { fields: NeededFields };
  /** Aborted when the caller has gone. */
  gone: StopSignal;
  /** Stops the operation's clock; called once the answer is written. */
  finish(): void;
}

/** A unified value that was made without a vendor, which failed. */
export interface LackEntry {
  path: readonly (string | number)[];
  failure: Failure;
}

export interface RecordedTrail extends Trail {
  /** When the vendor was asked for the oldest value of the answer, epoch milliseconds; infinite while there is none. */
  readonly oldestAt: number;
  readonly entries: readonly TrailEntry[];
  readonly lacks: readonly LackEntry[];
  /** Forgets what was noted, before the operation is executed another way. */
  rewind(): void;
}

/** Keeps every origin when provenance was asked for, else only the stale ones, which are always told. */
export function createTrail(keepAll: boolean): RecordedTrail {
  return new OperationTrail(keepAll);
}

class OperationTrail implements RecordedTrail {
  oldestAt = Number.POSITIVE_INFINITY;
  readonly entries: TrailEntry[] = [];
  readonly lacks: LackEntry[] = [];

  constructor(private readonly keepAll: boolean) {}

  see({ fetchedAt }: Origin): void {
    if (fetchedAt < this.oldestAt) this.oldestAt = fetchedAt;
  }

  keeps({ stale }: Origin): boolean {
    return this.keepAll || stale;
  }

  note(path: readonly (string | number)[], origin: Origin): void {
    this.see(origin);
    if (this.keeps(origin)) this.entries.push({ path, origin });
  }

  lack(path: readonly (string | number)[], failure: Failure): void {
    this.lacks.push({ path, failure });
  }

  rewind(): void {
    this.entries.length = 0;
    this.lacks.length = 0;
    this.oldestAt = Number.POSITIVE_INFINITY;
  }
}
