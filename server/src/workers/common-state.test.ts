import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '../config/index.js';
import type { Taking } from '../resilience/index.js';
import { type CommonWorker, createCommonState } from './common-state.js';

function setUp() {
  const state = createCommonState(
    async () => [],
    () => 1_000,
  );
  const heard: string[][] = [];
  const worker = (): CommonWorker => {
    const own: string[] = [];
    heard.push(own);
    return {
      hearMarks: async (keys) => void own.push(...keys),
      metrics: async () => [],
    };
  };
  const [one, other] = [state.place(worker()), state.place(worker())];
  one.serves();
  other.serves();
  return { state, one, other, heard };
}

const taking = (id: string, units = 1): Taking => ({
  id,
  account: 'a',
  windows: [{ name: 'burst', limit: 10, units, bucketMs: 1_000, span: { kind: 'rolling', ms: 100_000 } }],
  concurrency: 2,
  traffic: 'interactive',
  flightMs: 5_000,
});

describe('the ledger of the workers', () => {
  it('counts what each of them takes against one quota and one limit of calls in flight', async () => {
    const { one, other } = setUp();
    expect(await one.offers.take(taking('1', 6))).toMatchObject({ granted: true });
    expect(await other.offers.take(taking('2', 6))).toMatchObject({ granted: false, because: { window: 'burst' } });
    expect(await other.offers.take(taking('3', 1))).toMatchObject({ granted: true });
    expect(await one.offers.take(taking('4', 1))).toMatchObject({ granted: false, because: 'concurrency' });
    other.offers.settle('3', { sent: true, readings: [] });
    expect(await one.offers.take(taking('5', 1))).toMatchObject({ granted: true });
  });

  it('takes the calls of a worker that ended for sent, and its places for free', async () => {
    const { one, other } = setUp();
    for (const id of ['1', '2']) await one.offers.take(taking(id, 4));
    expect(await other.offers.take(taking('3'))).toMatchObject({ granted: false, because: 'concurrency' });
    one.left();
    expect(await other.offers.take(taking('4', 3))).toMatchObject({ granted: false, because: { window: 'burst' } });
    expect(await other.offers.take(taking('5', 2))).toMatchObject({ granted: true });
  });

  it('keeps the share that the configuration keeps for callers who wait', async () => {
    const { state, one } = setUp();
    const text = '{ connectors: {}, tenants: {}, resilience: { quotas: { reserve: { interactive: 50 } } } }';
    state.configure(parseConfiguration(text, { file: 'a.yaml', env: {} }));
    expect(await one.offers.take({ ...taking('1', 6), traffic: 'bulk' })).toMatchObject({ granted: false });
    expect(await one.offers.take({ ...taking('2', 6) })).toMatchObject({ granted: true });
  });
});

describe('work that is done once', () => {
  it('waits for the worker that does it, and sees what it kept', async () => {
    const { one, other } = setUp();
    const { claim } = await one.offers.claim('s', 'k');
    const waiting = other.offers.claim('s', 'k');
    expect((await other.offers.claim('another', 'k')).kept).toBeUndefined();
    one.offers.release(claim, 'done', 1);
    expect((await waiting).kept).toBe('done');
  });

  it('is free again when the worker ends, as it was; likewise one that ended while it waited', async () => {
    const { state, one, other } = setUp();
    one.offers.release((await one.offers.claim('s', 'k')).claim, 'before', 1);
    await one.offers.claim('s', 'k');
    const third = state.place({ hearMarks: async () => {}, metrics: async () => [] });
    const never = third.offers.claim('s', 'k');
    const waiting = other.offers.claim('s', 'k');
    third.left();
    one.left();
    await never;
    expect((await waiting).kept).toBe('before');
  });
});

describe('bulk jobs', () => {
  const wanted = { owner: 'me', connector: 'crm', kind: 'contact', idempotencyKey: 'k' } as const;

  it('are known to every worker, and taken by one', async () => {
    const { one, other } = setUp();
    const { id } = await one.offers.startJob(wanted);
    expect((await other.offers.startJob(wanted)).id).toBe(id);
    expect(await other.offers.takeJob('me', id)).toMatchObject({ id });
    expect(await one.offers.takeJob('me', id)).toBe('JOB_ALREADY_UPLOADED');
    const result = { status: 'created', id: '1' } as const;
    other.offers.noteJob(id, { progress: { state: 'running' }, total: 2, results: [{ index: 0, result }] });
    expect(await one.offers.findJob('me', id)).toMatchObject({ total: 2, accepted: 1 });
    expect(await one.offers.jobResults('me', id, 0)).toEqual([result]);
  });

  it('of a worker that ended have failed, with what to do; those that it had ended stay', async () => {
    const { one, other } = setUp();
    const jobs = await Promise.all([
      one.offers.startJob(wanted),
      one.offers.startJob({ ...wanted, idempotencyKey: 'l' }),
    ]);
    const [cut, ended] = jobs.map(({ id }) => id) as [string, string];
    for (const id of [cut, ended]) await one.offers.takeJob('me', id);
    one.offers.noteJob(cut, { progress: { state: 'running' }, total: 7, results: [] });
    one.offers.noteJob(ended, { progress: { state: 'finished', finishedAt: 900 }, total: 1, results: [] });
    one.left();
    expect(await other.offers.findJob('me', cut)).toMatchObject({
      total: 7,
      progress: { state: 'failed', finishedAt: 1_000, reason: expect.stringContaining('another job') },
    });
    expect(await other.offers.findJob('me', ended)).toMatchObject({ progress: { state: 'finished' } });
  });
});

describe('news of a write', () => {
  it('goes to the other workers, and is over when they have heard it', async () => {
    const { one, heard } = setUp();
    await one.offers.tellMarks(['a', 'b'], 1);
    expect(heard).toEqual([[], ['a', 'b']]);
  });

  it('waits for nobody who has ended, or who fails', async () => {
    const { state, one, other, heard } = setUp();
    other.left();
    const deaf = state.place({ hearMarks: () => Promise.reject(new Error('ended')), metrics: async () => [] });
    deaf.serves();
    await one.offers.tellMarks(['a'], 1);
    expect(heard).toEqual([[], []]);
  });
});
