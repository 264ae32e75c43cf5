import type { Siblings } from '../siblings.js';
import type { MetricSnapshot } from '../telemetry/index.js';
import type { Channel } from './channel.js';
import type { PrimaryOffers, WorkerOffers } from './offers.js';

/** What the workers have in common, as one of them has it through its primary, and what it offers for it in return. */
export function createRemoteSiblings(
  primary: Channel<PrimaryOffers>,
  { worker, workers }: Pick<Siblings, 'worker' | 'workers'>,
): { siblings: Siblings; offers: Pick<WorkerOffers, 'hearMarks' | 'metrics'> } {
  const hearers: ((keys: readonly string[], at: number) => void)[] = [];
  let snapshot: () => Promise<MetricSnapshot> = async () => [];

  const siblings: Siblings = {
    worker,
    workers,
    ledger: {
      take: (taking) => primary.ask('take', taking),
      settle: ({ id }, _grant, settlement) => primary.tell('settle', id, settlement),
      pause: (account, ms) => primary.tell('pause', account, ms),
    },
    once: (scope) => ({
      async claim(key) {
        const { claim, kept } = await primary.ask('claim', scope, key);
        return {
          kept,
          release(value, size) {
            try {
              primary.tell('release', claim, value, size);
            } catch {
              // What cannot be copied is not kept, but what came of it stands, and others go on.
              primary.tell('release', claim, undefined, undefined);
            }
          },
        };
      },
    }),
    jobs: {
      start: (wanted) => primary.ask('startJob', wanted),
      find: (owner, id) => primary.ask('findJob', owner, id),
      take: (owner, id) => primary.ask('takeJob', owner, id),
      note: (id, news) => primary.tell('noteJob', id, news),
      results: (owner, id, from) => primary.ask('jobResults', owner, id, from),
    },
    marks: {
      // A primary that cannot be told has ended, and this process ends with it.
      tell: (keys, at) => primary.ask('tellMarks', keys, at).catch(() => {}),
      hear: (listener) => void hearers.push(listener),
    },
    gatherMetrics: (own) => primary.ask('gatherMetrics', own),
    answerMetrics(answer) {
      snapshot = answer;
    },
  };
  return {
    siblings,
    offers: {
      hearMarks: (keys, at) => {
        for (const hear of hearers) hear(keys, at);
      },
      metrics: () => snapshot(),
    },
  };
}
