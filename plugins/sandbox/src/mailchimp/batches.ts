import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { AccountMembers } from './account-members.js';
import { type BatchOperation, type OperationResult, runOperation } from './batch-operation.js';
import { Problem } from './problem.js';
import { tarOf } from './tar.js';

/** The states of a batch. It advances by one each time it is read, so that polling ends without waiting. */
export const BATCH_STATUSES = ['pending', 'preprocessing', 'started', 'finalizing', 'finished'] as const;

/** Instants are epoch milliseconds. */
export interface Batch {
  id: string;
  status: (typeof BATCH_STATUSES)[number];
  operations: readonly BatchOperation[];
  /** Empty until it has started. */
  results: readonly OperationResult[];
  submittedAt: number;
  completedAt: number | null;
}

const MAX_PENDING = 500;
/** The vendor spreads results over files as it likes. */
const RESULTS_PER_FILE = 200;

/** The batches of one account. */
export class Batches {
  readonly #members: AccountMembers;
  readonly #now: () => number;
  readonly #batches = new Map<string, Batch>();

  constructor(members: AccountMembers, now: () => number) {
    this.#members = members;
    this.#now = now;
  }

  /** @throws Problem 429 while 500 batches have not finished. */
  start(operations: readonly BatchOperation[]): Batch {
    const pending = this.list().filter(({ status }) => status !== 'finished').length;
    if (pending >= MAX_PENDING) {
      throw new Problem(429, 'Too Many Requests', `You have more than ${MAX_PENDING} pending batches.`);
    }
    const id = randomUUID().replaceAll('-', '').slice(0, 10);
    const batch: Batch = {
      id,
      status: 'pending',
      operations,
      results: [],
      submittedAt: this.#now(),
      completedAt: null,
    };
    this.#batches.set(id, batch);
    return batch;
  }

  list(): Batch[] {
    return [...this.#batches.values()];
  }

  find(id: string): Batch | undefined {
    return this.#batches.get(id);
  }

  /** The batch one state further. Its operations run, in their order, when it starts. */
  advance(batch: Batch): Batch {
    const status = BATCH_STATUSES[BATCH_STATUSES.indexOf(batch.status) + 1];
    if (status === undefined) return batch;
    const next: Batch = {
      ...batch,
      status,
      results:
        status === 'started'
          ? batch.operations.map((operation) => runOperation(this.#members, operation, this.#now()))
          : batch.results,
      completedAt: status === 'finished' ? this.#now() : null,
    };
    this.#batches.set(batch.id, next);
    return next;
  }

  remove(id: string): boolean {
    return this.#batches.delete(id);
  }
}

/** The results as the vendor packs them: a gzipped archive of JSON files, in no order that means anything. */
export function resultsArchive({ results }: Batch): Buffer {
  const files = [];
  for (let start = 0; start < results.length; start += RESULTS_PER_FILE) {
    const content = JSON.stringify(results.slice(start, start + RESULTS_PER_FILE));
    files.push({ name: `${randomUUID().slice(0, 8)}-${start}.json`, content });
  }
  return gzipSync(tarOf(files.reverse()));
}
