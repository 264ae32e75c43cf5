import { expect, it } from 'vitest';
import { marketingApi } from './marketing-api.js';
import { callTo, type FakeAnswer, listed, metaError } from './testing/fake-meta.js';

const job = marketingApi('v25.0').jobs!['performance.report']!;
const november = { since: '2026-11-01', until: '2026-11-07' };
const status = (async_status: string): FakeAnswer => ({ body: { id: '900', async_status } });
const row = {
  campaign_id: '12',
  account_currency: 'EUR',
  spend: '12.34',
  impressions: '1000',
  clicks: '50',
  date_start: '2026-11-01',
};

it("starts a report in the background, by campaign and day, and refers to it by Meta's run", async () => {
  const forms: URLSearchParams[] = [];
  const { call, asked } = callTo((_path, _query, form) => {
    forms.push(form);
    return { body: { report_run_id: '900' } };
  });
  expect(await job.start([november], call)).toBe('900');
  expect(asked.map(({ path }) => path)).toEqual(['/insights']);
  expect(Object.fromEntries(forms[0]!)).toMatchObject({ level: 'campaign', time_increment: '1' });
  expect(JSON.parse(forms[0]!.get('time_range')!)).toEqual(november);
});

it.each(['Job Not Started', 'Job Started', 'Job Running'])('is still running while Meta says %s', async (said) => {
  const { call, asked } = callTo(() => status(said));
  expect(await job.poll('900', [november], call)).toEqual({ state: 'running' });
  expect(asked.map(({ path }) => path)).toEqual(['/900']);
});

it('reads all pages of the finished report', async () => {
  const { call } = callTo((path, query) => {
    if (path === '/900') return status('Job Completed');
    return query.get('after') === null
      ? listed([row], 'MQZD')
      : listed([{ ...row, date_start: '2026-11-02', spend: '0.10' }]);
  });
  const figures = { channel: 'PAID_SOCIAL', campaignId: '12', impressions: 1000, clicks: 50, conversions: 0 };
  expect(await job.poll('900', [november], call)).toEqual({
    state: 'finished',
    outcomes: [
      [
        { date: '2026-11-01', ...figures, spend: { amount: '12.34', currency: 'EUR' } },
        { date: '2026-11-02', ...figures, spend: { amount: '0.10', currency: 'EUR' } },
      ],
    ],
  });
});

it.each(['Job Failed', 'Job Skipped'])(
  'ends with a failure that a new start may mend when Meta says %s',
  async (said) => {
    const { call } = callTo(() => status(said));
    expect(await job.poll('900', [november], call)).toMatchObject({
      state: 'finished',
      outcomes: [{ failure: { class: 'transient', message: expect.stringContaining(said) } }],
    });
  },
);

it('refuses a reference that is no run, and passes on that Meta does not know one', async () => {
  const { call, asked } = callTo(() => metaError(100, { error_subcode: 33 }));
  await expect(job.poll('../me', [november], call)).rejects.toMatchObject({ failure: { class: 'invalid' } });
  expect(asked).toEqual([]);
  await expect(job.poll('901', [november], call)).rejects.toMatchObject({ failure: { class: 'invalid' } });
});
