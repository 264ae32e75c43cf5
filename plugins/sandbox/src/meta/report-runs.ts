import { AD_ACCOUNT_ID, type GraphNode } from './graph.js';
import { GraphError } from './graph-error.js';
import type { InsightsQuery } from './insights-query.js';

/** An asynchronous report. It advances each time its status is read, so that polling ends without waiting. */
export interface ReportRun {
  id: string;
  node: GraphNode;
  query: InsightsQuery;
  polls: number;
}

const FIRST_ID = 900_000_000_000_000;

/** What the reads of a run's status answer, the last one for good. */
const PROGRESS = [
  { async_status: 'Job Running', async_percent_completion: 50 },
  { async_status: 'Job Completed', async_percent_completion: 100 },
] as const;

/** The runs of all accounts; an account sees its own. */
export class ReportRuns {
  readonly #runs = new Map<string, ReportRun>();

  start(account: string, node: GraphNode, query: InsightsQuery): ReportRun {
    const run: ReportRun = { id: `${FIRST_ID + this.#runs.size + 1}`, node, query, polls: 0 };
    this.#runs.set(`${account}/${run.id}`, run);
    return run;
  }

  find(account: string, id: string): ReportRun | undefined {
    return this.#runs.get(`${account}/${id}`);
  }

  /** Status as the vendor answers it. */
  poll(run: ReportRun): object {
    const progress = PROGRESS[Math.min(run.polls, PROGRESS.length - 1)];
    run.polls++;
    return { id: run.id, account_id: AD_ACCOUNT_ID, ...progress };
  }
}

/** @throws GraphError 2601 while the run's status has not yet been told as completed. */
export function requireCompleted(run: ReportRun): ReportRun {
  if (run.polls >= PROGRESS.length) return run;
  throw new GraphError(2601, '(#2601) Error accessing adreport job: the job has not completed yet.', 1_815_107);
}
