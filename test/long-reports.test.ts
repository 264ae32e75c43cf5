import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type System, startSystem } from './support/start-system.js';

let system: System;
beforeAll(async () => {
  system = await startSystem({ settings: { cache: { enabled: false } } });
});
afterAll(() => system.close());
beforeEach(() => system.resetCalls());

describe('a report over more than a month', () => {
  it('is made by the vendor in the background, and is the sum of its months', async () => {
    const long = await figures('2026-08-20', '2026-11-22');
    expect(await system.calls({ vendor: 'meta' })).toEqual({
      'POST /v25.0/:id/insights': 1,
      'GET /v25.0/:id': 2,
      'GET /v25.0/:id/insights': 1,
    });
    await system.resetCalls();
    const months = await Promise.all([
      figures('2026-08-20', '2026-09-19'),
      figures('2026-09-20', '2026-10-20'),
      figures('2026-10-21', '2026-11-20'),
      figures('2026-11-21', '2026-11-22'),
    ]);
    expect(await system.calls({ vendor: 'meta' })).toEqual({ 'GET /v25.0/:id/insights': 4 });
    expect(long.days.length).toBeGreaterThan(60);
    expect(long.days).toEqual(months.flatMap(({ days }) => days));
    for (const name of ['spend', 'impressions', 'clicks', 'conversions'] as const) {
      expect(long[name]).toBeGreaterThan(0);
      expect(long[name]).toBeCloseTo(
        months.reduce((sum, month) => sum + month[name], 0),
        2,
      );
    }
  });

  it('that is not ready in time is a retryable failure, and the next query goes on with it', async () => {
    const running = { body: { async_status: 'Job Running' } };
    await system.fault({ vendor: 'meta', method: 'GET', path: '/v25.0/9*', ...running });
    const { data, errors } = await report('2026-08-01', '2026-11-22');
    expect(data.performance.totals.spend).toBeNull();
    expect(errors[0]?.extensions).toMatchObject({ code: 'VENDOR_JOB_RUNNING', retryable: true, connector: 'meta-ads' });
    await system.clearFaults();
    await figures('2026-08-01', '2026-11-22');
    expect((await system.calls({ vendor: 'meta' }))['POST /v25.0/:id/insights']).toBe(1);
    await figures('2026-08-01', '2026-11-22');
    expect((await system.calls({ vendor: 'meta' }))['POST /v25.0/:id/insights']).toBe(2);
  }, 20_000);
});

async function figures(since: string, until: string) {
  const { data, errors } = await report(since, until);
  expect(errors).toEqual([]);
  const { rows, totals } = data.performance;
  const days = (rows as { day: string }[]).sort((a, b) => (a.day < b.day ? -1 : 1));
  return { ...totals, spend: Number(totals.spend.amount), days } as Totals;
}

interface Totals {
  days: object[];
  spend: number;
  impressions: number;
  clicks: number;
  conversions: number;
}

function report(since: string, until: string) {
  return system.ask(
    `{ performance(range: { since: "${since}", until: "${until}" }, by: [DAY]) { rows { day spend { amount } } totals { spend { amount } impressions clicks conversions } } }`,
  );
}
