import { createJobRecords } from '../bulk/index.js';
import { createOnceMemories } from '../caching/index.js';
import type { Configuration } from '../config/index.js';
import { JOB_CUT_OFF, type OnceClaim } from '../ports/index.js';
import { createMemoryLedger, type Grant, type Taking } from '../resilience/index.js';
import type { MetricSnapshot } from '../telemetry/index.js';
import { createGatheredMetrics } from './gathered-metrics.js';
import type { CommonOffers, WorkerOffers } from './offers.js';
import { withinMs } from './within-ms.js';

/** What the workers of a gateway have in common, kept by their primary: it outlives each of them. */
export interface CommonState {
  /** Takes over what of it a configuration decides. */
  configure(configuration: Configuration): void;
  /** Makes a place for a worker. */
  place(worker: CommonWorker): WorkerPlace;
}

/** A worker, as far as the others ask it. */
export interface CommonWorker {
  hearMarks(...args: Parameters<WorkerOffers['hearMarks']>): Promise<void>;
  metrics: WorkerOffers['metrics'];
}

export interface WorkerPlace {
  offers: CommonOffers;
  /** From now on the others ask it. */
  serves(): void;
  /** The worker has ended, however: what it held is free again. */
  left(): void;
}

/** Longest that a write waits until another worker has heard of it, milliseconds. */
const HEARING_MS = 1_000;

export function createCommonState(primary: () => Promise<MetricSnapshot>, now: () => number = Date.now): CommonState {
  const reserve = { interactive: 0, bulk: 0 };
  const ledger = createMemoryLedger(reserve);
  const memoryOf = createOnceMemories();
  const jobs = createJobRecords(now);
  const metrics = createGatheredMetrics(primary);
  const serving = new Set<CommonWorker>();
  let claims = 0;

  return {
    configure({ resilience: { quotas } }) {
      reserve.interactive = quotas.reserve.interactive / 100;
      reserve.bulk = quotas.reserve.bulk / 100;
    },

    place(worker) {
      const taken = new Map<string, { taking: Taking; grant: Grant }>();
      const claimed = new Map<number, OnceClaim>();
      /** Records read so far of the jobs that it writes. */
      const writing = new Map<string, number>();
      const ownMetrics = metrics.place(worker.metrics);
      let isGone = false;

      const offers: CommonOffers = {
        take(taking) {
          const answer = ledger.take(taking);
          if (answer.granted) taken.set(taking.id, { taking, grant: answer });
          return answer;
        },
        settle(id, settlement) {
          const call = taken.get(id);
          if (call === undefined) return;
          taken.delete(id);
          ledger.settle(call.taking, call.grant, settlement);
        },
        pause: ledger.pause,
        async claim(scope, key) {
          const claim = await memoryOf(scope).claim(key);
          // Who waited for it may have ended meanwhile.
          if (isGone) claim.release(claim.kept);
          else claimed.set(++claims, claim);
          return { claim: claims, kept: claim.kept };
        },
        release(number, value, size) {
          claimed.get(number)?.release(value, size);
          claimed.delete(number);
        },
        startJob: jobs.start,
        findJob: jobs.find,
        async takeJob(owner, id) {
          const job = await jobs.take(owner, id);
          if (typeof job !== 'string') writing.set(id, 0);
          return job;
        },
        noteJob(id, news) {
          if (news.progress.state === 'running') writing.set(id, news.total);
          else writing.delete(id);
          jobs.note(id, news);
        },
        jobResults: jobs.results,
        async tellMarks(keys, at) {
          const others = [...serving].filter((other) => other !== worker);
          await Promise.all(others.map((other) => withinMs(HEARING_MS, other.hearMarks(keys, at))));
        },
        gatherMetrics: ownMetrics.gather,
        leave: ownMetrics.note,
      };

      return {
        offers,
        serves() {
          serving.add(worker);
          ownMetrics.serves();
        },
        left() {
          isGone = true;
          serving.delete(worker);
          ownMetrics.left();
          // Whether they were sent is not known; the vendor may have counted them.
          for (const { taking, grant } of taken.values()) ledger.settle(taking, grant, { sent: true, readings: [] });
          for (const claim of claimed.values()) claim.release(claim.kept);
          for (const [id, total] of writing) {
            jobs.note(id, {
              progress: { state: 'failed', finishedAt: now(), reason: JOB_CUT_OFF },
              total,
              results: [],
            });
          }
        },
      };
    },
  };
}
