import type { PerformanceInput } from '@selvedge/schema';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createOnceMemory } from '../caching/index.js';
import type { Answer, Call, FailureCause, JobProgress, Outcome } from '../ports/index.js';
import { reportAsJob } from './report-as-job.js';

type Rows = Answer<'performance.report'>;

const served = { connector: 'ads', version: '1.0.0', connection: 'a/ads' };
const origin = () => ({ ...served, fetchedAt: Date.now(), stale: false, tags: [] });
const ok = <O>(value: O): Outcome<O> => ({ ok: true, value, origin: origin() });
const failing = (cause: FailureCause): Outcome<never> => ({
  ok: false,
  failure: { connector: 'ads', version: '1.0.0', cause },
});
const running: JobProgress<'performance.report'> = { state: 'running' };
const call: Call = {
  caller: { tenant: 'a', client: 'c', scopes: new Set(), apiMajor: 2 },
  signal: new AbortController().signal,
};

const week = { since: '2026-11-01', until: '2026-11-07' };
const month = { since: '2026-10-01', until: '2026-10-31' };
const longer = { since: '2026-10-01', until: '2026-11-01' };

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A vendor whose looks are answered from a list, the last one for good; rows name the range and how they came. */
function vendor(...looks: (JobProgress<'performance.report'> | 'finished' | FailureCause)[]) {
  const started: string[] = [];
  const lookedAt: number[] = [];
  const source = reportAsJob(async (inputs) => inputs.map(({ since }) => ok([row(since, 'at once')])), {
    job: {
      maxBatch: 1,
      async start([input]) {
        started.push(`${input?.since}/${input?.until}`);
        return ok(`run-${started.length}`);
      },
      async poll(reference, [input]): Promise<Outcome<JobProgress<'performance.report'>>> {
        lookedAt.push(Date.now());
        const look = (looks.length > 1 ? looks.shift() : looks[0]) ?? running;
        if (look === 'finished') {
          return ok({ state: 'finished', outcomes: [ok([row(input?.since ?? '', reference)])] });
        }
        return 'class' in look ? failing(look) : ok(look);
      },
    },
    longerThanDays: 31,
    served,
    runs: createOnceMemory(),
    now: () => Date.now(),
  });
  /** Asks, and lets as much time go by as it takes. */
  async function ask(...inputs: PerformanceInput[]): Promise<readonly Outcome<Rows>[]> {
    const asked = source(inputs, call);
    await vi.advanceTimersByTimeAsync(10_000);
    return asked;
  }
  return { source, ask, started, lookedAt };
}

function row(date: string, campaignId: string): Rows[number] {
  const spend = { amount: '1.00', currency: 'EUR' };
  return { date, campaignId, channel: 'PAID_SOCIAL', spend, impressions: 1, clicks: 1, conversions: 0 };
}

const told = (outcomes: readonly Outcome<Rows>[]) =>
  outcomes.map((outcome) => (outcome.ok ? outcome.value?.[0]?.campaignId : outcome.failure.cause.class));

describe('a report', () => {
  it('goes as a job when its range is longer than the connector says, and outcomes stay in order', async () => {
    const { ask, started } = vendor('finished');
    const outcomes = await ask(longer, week, month);
    expect(told(outcomes)).toEqual(['run-1', 'at once', 'at once']);
    expect(outcomes.map((outcome) => outcome.ok && outcome.value?.[0]?.date)).toEqual([
      '2026-10-01',
      '2026-11-01',
      '2026-10-01',
    ]);
    expect(started).toEqual(['2026-10-01/2026-11-01']);
  });

  it('is looked at with growing waits, and is as old as its start', async () => {
    const { ask, lookedAt } = vendor(running, running, 'finished');
    const [outcome] = await ask(longer);
    expect(lookedAt).toEqual([1_000_250, 1_000_750, 1_001_750]);
    expect(outcome).toMatchObject({ ok: true, origin: { fetchedAt: 1_000_000 } });
  });

  it('that is not ready within the budget is a failure, and who asks again goes on with it', async () => {
    const looks: (typeof running | 'finished')[] = [running];
    const { ask, started, lookedAt } = vendor(...looks);
    expect(told(await ask(longer))).toEqual(['job-running']);
    expect(lookedAt.at(-1)).toBe(1_007_000);
    expect(told(await ask(longer, { ...longer, until: '2026-11-02' }))).toEqual(['job-running', 'job-running']);
    expect(started).toEqual(['2026-10-01/2026-11-01', '2026-10-01/2026-11-02']);
  });

  it('of two who ask at once is one', async () => {
    const { source, started } = vendor(running, 'finished');
    const both = Promise.all([source([longer], call), source([longer], call)]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await both).map(told)).toEqual([['run-1'], ['run-1']]);
    expect(started).toHaveLength(1);
  });

  it('that has ended is begun anew by the next who asks', async () => {
    const { ask, started } = vendor('finished');
    expect([told(await ask(longer)), told(await ask(longer))]).toEqual([['run-1'], ['run-2']]);
    expect(started).toHaveLength(2);
  });

  it.each<[FailureCause['class'], string]>([
    ['transient', 'run-1'],
    ['throttled', 'run-1'],
    ['invalid', 'run-2'],
    ['gone', 'run-2'],
  ])('whose look fails as %s is gone on with only while the vendor knows it', async (failureClass, next) => {
    const { ask } = vendor({ class: failureClass, message: 'no' } as FailureCause, 'finished');
    expect(told(await ask(longer))).toEqual([failureClass]);
    expect(told(await ask(longer))).toEqual([next]);
  });

  it('that the vendor could not make is begun anew', async () => {
    const failure = failing({ class: 'transient', message: 'Job Failed' });
    const { ask } = vendor({ state: 'finished', outcomes: [failure] }, 'finished');
    expect([told(await ask(longer)), told(await ask(longer))]).toEqual([['transient'], ['run-2']]);
  });

  it('that nobody came back for within an hour is begun anew', async () => {
    const { ask, started } = vendor(running);
    await ask(longer);
    vi.setSystemTime(1_000_000 + 3_600_000 - 1);
    await ask(longer);
    expect(started).toHaveLength(1);
    vi.setSystemTime(1_000_000 + 3_600_000);
    await ask(longer);
    expect(started).toHaveLength(2);
  });
});
