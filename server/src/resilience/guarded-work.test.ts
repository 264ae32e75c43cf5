import { describe, expect, it } from 'vitest';
import type { Outcome } from '../ports/index.js';
import { createMetrics } from '../telemetry/index.js';
import type { Breaker, Permit, Refusal, Verdict } from './breaker.js';
import { type Guards, guardedWork } from './guarded-work.js';

const served = { connector: 'post', version: '1.0.0', connection: 'a/post' };
const call = {
  caller: { tenant: 'a', client: 'c', scopes: new Set<string>(), apiMajor: 2 },
  signal: new AbortController().signal,
};
const ok = (value: string): Outcome<string> => ({
  ok: true,
  value,
  origin: { ...served, fetchedAt: 0, stale: false, tags: [] },
});

const read = (outcomes: readonly Outcome<string>[]): readonly Outcome<string>[] => outcomes;

/** A breaker that lets one probe through at a time and closes after one that went well. */
function tryingOut() {
  const verdicts: Verdict[] = [];
  let probe: PromiseWithResolvers<void> | null = null;
  let closed = false;
  const admit = (): Permit | Refusal => {
    if (closed) return { admitted: true, isProbe: false, settle: (verdict) => void verdicts.push(verdict) };
    if (probe !== null) return { admitted: false, retryAfterMs: 100, probe: probe.promise };
    probe = Promise.withResolvers<void>();
    return {
      admitted: true,
      isProbe: true,
      settle(verdict) {
        verdicts.push(verdict);
        closed = verdict === 'success';
        const over = probe;
        probe = null;
        over?.resolve();
      },
    };
  };
  const describe = () =>
    ({ state: 'half-open', since: 0, isProbing: probe !== null, probesPassed: 0, lastFailure: null }) as const;
  const nothing = () => {};
  const breaker: Breaker = { state: 'half-open', admit, observe: nothing, fail: nothing, describe, shutdown: nothing };
  // The work of these tests asks no vendor.
  const guards = {
    served,
    settings: {},
    breaker,
    defects: { answered: () => {}, escaped: () => false },
    vendor: { connector: { id: 'post' }, client: {}, metrics: createMetrics(), retry: { retries: 0, random: () => 0 } },
  } as unknown as Guards;
  return { guards, verdicts };
}

describe('while a failing vendor is tried out', () => {
  it('nobody who reads waits for it, and the probe goes on to its end', async () => {
    const { guards, verdicts } = tryingOut();
    const work = {
      name: 'read',
      budgetMs: 150,
      count: 1,
      isWrite: false,
      run: () => new Promise<never>(() => {}),
      read,
    };
    const startedAt = performance.now();
    const [outcome] = await guardedWork(guards, work, call);
    expect(performance.now() - startedAt).toBeLessThan(120);
    expect(outcome).toMatchObject({ ok: false, failure: { cause: { class: 'breaker-open' } } });
    expect(verdicts).toEqual([]);
    await expect.poll(() => verdicts).toEqual(['failure']);
  });

  it('a probe that is answered at once serves its caller', async () => {
    const { guards } = tryingOut();
    const work = { name: 'read', budgetMs: 150, count: 1, isWrite: false, run: async () => [ok('here')], read };
    expect(await guardedWork(guards, work, call)).toEqual([ok('here')]);
  });

  it('the batches of a write wait for the first one, and then go', async () => {
    const { guards, verdicts } = tryingOut();
    const release = Promise.withResolvers<void>();
    const begun: string[] = [];
    const write = (name: string) =>
      guardedWork(
        guards,
        {
          name,
          budgetMs: 5_000,
          count: 1,
          isWrite: true,
          async run() {
            begun.push(name);
            await release.promise;
            return [ok(name)];
          },
          read,
        },
        call,
      );
    const all = Promise.all([write('a'), write('b'), write('c')]);
    await Promise.resolve();
    await Promise.resolve();
    expect(begun).toEqual(['a']);
    release.resolve();
    expect(await all).toEqual([[ok('a')], [ok('b')], [ok('c')]]);
    expect(verdicts).toEqual(['success', 'success', 'success']);
  });

  it('a write that waits is refused at its deadline', async () => {
    const { guards } = tryingOut();
    const hang = (budgetMs: number) =>
      guardedWork(
        guards,
        { name: 'w', budgetMs, count: 1, isWrite: true, run: () => new Promise<never>(() => {}), read },
        call,
      );
    const [first, [second]] = [hang(400), await hang(50)];
    expect(second).toMatchObject({ ok: false, failure: { cause: { class: 'breaker-open' } } });
    await first;
  });
});
