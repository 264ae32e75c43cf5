import type { Configuration } from '../config/index.js';
import type { BulkJob, BulkRefusal, BulkResult, JobNews, WantedJob } from '../ports/index.js';
import type { Denial, Grant, Settlement, Taking } from '../resilience/index.js';
import type { MetricSnapshot } from '../telemetry/index.js';

/** What workers are to run. */
export interface WorkerPlan {
  configuration: Configuration;
  /** Where it was read from, for messages. */
  file: string;
  /** How many of them. */
  workers: number;
}

/** What all workers have in common, as one of them asks it of the primary. */
export interface CommonOffers {
  take(taking: Taking): Grant | Denial | Promise<Grant | Denial>;
  /** `id`: of the taking. */
  settle(id: string, settlement: Settlement): void;
  pause(account: string, ms: number): void;
  /** `claim`: by which it is released. */
  claim(scope: string, key: string): Promise<{ claim: number; kept: unknown }>;
  release(claim: number, value: unknown, size: number | undefined): void;
  startJob(wanted: WantedJob): Promise<BulkJob>;
  findJob(owner: string, id: string): Promise<BulkJob | null>;
  takeJob(owner: string, id: string): Promise<BulkJob | BulkRefusal>;
  noteJob(id: string, news: JobNews): void;
  jobResults(owner: string, id: string, from: number): Promise<readonly BulkResult[] | null>;
  /** Resolves when the other workers know. */
  tellMarks(keys: readonly string[], at: number): Promise<void>;
  gatherMetrics(own: MetricSnapshot): Promise<readonly MetricSnapshot[]>;
  /** The last word of a worker that ends; all that it told before has been heard. */
  leave(own: MetricSnapshot): void;
}

/** All that a worker asks of the primary. */
export interface PrimaryOffers extends CommonOffers {
  plan(): WorkerPlan & { worker: number };
  /** It serves, at this base URL. */
  ready(url: string): void;
  /** It cannot serve; `message`: for people. */
  failed(message: string): void;
}

/** All that the primary asks of a worker. */
export interface WorkerOffers {
  /** Takes no more, ends what it has, and exits. Asked again, without `replaced`, it hurries. */
  drain(options: { replaced: boolean }): void;
  /** Answers, as long as its event loop turns. */
  alive(): void;
  hearMarks(keys: readonly string[], at: number): void;
  metrics(): Promise<MetricSnapshot>;
}
