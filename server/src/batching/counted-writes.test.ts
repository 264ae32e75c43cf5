import { expect, it } from 'vitest';
import type { Call } from '../ports/index.js';
import { createCounting, createRolloutCounts } from '../rollouts/counting/index.js';
import type { Assignment, CountIncrement } from '../rollouts/model/index.js';
import { splitOf } from '../routing/index.js';
import { createRequestSources } from './request-sources.js';

const assignment: Assignment = {
  rollout: 'r1',
  revision: 3,
  connector: 'post',
  stable: '1.0.0',
  candidate: '2.0.0',
  weight: 100,
  shadowShare: 0,
  stickyBy: 'user',
  writes: false,
  countedStep: 2,
  countedSinceMs: 40,
  slowAfterMs: 150,
};

it('a write stays on stable and counts on neither side until the plan gives the candidate writes', async () => {
  const asked: string[] = [];
  const versionsOf = (weights: Partial<Assignment>) => {
    const source = (version: string) =>
      (async (inputs: readonly unknown[], call: Call) => {
        asked.push(version);
        const outcomes = inputs.map(() => ({ ok: true, value: null, origin: {} }) as never);
        call.observe?.({ version, isWrite: true, durationMs: 5, outcomes });
        return outcomes;
      }) as never;
    const split = splitOf({ ...assignment, ...weights });
    const versions = {
      connector: 'post',
      stable: '1.0.0',
      candidate: '2.0.0',
      source,
      job: (version: string) =>
        ({ maxBatch: 1, start: async () => void asked.push(`job ${version}`), poll: async () => {} }) as never,
      largestBatch: () => null,
      callsFor: () => null,
    };
    return new Map([['post', { split, versions }]]);
  };
  for (const [writes, version, sides] of [
    [false, '1.0.0', []],
    [true, '2.0.0', ['candidate']],
  ] as const) {
    const added: CountIncrement[] = [];
    const counts = createRolloutCounts({
      records: { add: async (increments) => void added.push(...increments) },
      now: () => 1_000,
      onError: (error) => expect.fail(String(error)),
    });
    const sources = createRequestSources({
      connectors: versionsOf({ writes }),
      caller: { tenant: 'a', client: 'web', scopes: new Set(), apiMajor: 2 },
      signal: new AbortController().signal,
      counting: createCounting(counts, { observe: () => () => {} }),
    });
    await sources.load('contact.upsert', 'post', { email: 'ada@example.org' });
    await sources.job('contact.import', 'post')?.start([]);
    expect(sources.version('post')).toBe('2.0.0');
    expect(asked.splice(0)).toEqual([version, `job ${version}`]);
    await counts.close();
    expect(added.map(({ side }) => side)).toEqual(sides);
  }
});
