import type { ImportedRecord } from '@selvedge/schema';
import { expect, it } from 'vitest';
import type { Connector, JobImplementation, JobState } from '../connector.js';
import { invalid } from '../failure.js';
import { jobBenchOf } from './job-bench.js';
import { JOB_CHECKS } from './job-checks.js';

const vendor = { baseUrl: 'http://vendor.test', credential: 'c', settings: {}, stop: async () => {} };
const sample = { inputs: [{ email: 'a@example.org' }, { email: 'b@example.org' }], refused: { email: 'bad' } };
const written: ImportedRecord = { id: null, created: null };

type Import = JobImplementation<'contact.import'>;

/** What the checks of a job that ends in this way say; it is running at the first look. */
async function verdict(endOf: Import['poll']): Promise<void> {
  let looks = 0;
  const job: Import = {
    maxBatch: 10,
    start: async () => '1',
    poll: async (...given) => (looks++ === 0 ? { state: 'running' } : endOf(...given)),
  };
  const connector: Connector = {
    id: 'acme',
    baseUrl: vendor.baseUrl,
    credential: { type: 'bearer' },
    classify: () => null,
    capabilities: {},
    jobs: { 'contact.import': job },
  };
  const bench = jobBenchOf(connector, 'contact.import', vendor);
  for (const check of JOB_CHECKS) {
    if ((check.inapplicable?.(bench, sample) ?? null) === null) await check.run(bench, sample);
  }
}

const finished = (outcomes: readonly (ImportedRecord | Error | null)[]): JobState<ImportedRecord> => ({
  state: 'finished',
  outcomes,
});

it('a job that tells of each record passes', async () => {
  await verdict(async (_, inputs) => finished(inputs.map(({ email }) => (email === 'bad' ? invalid('no') : written))));
});

it.each<[string, Import['poll'], RegExp]>([
  ['fewer outcomes than inputs', async () => finished([written]), /expected 2 answers, one per input, but got 1/],
  [
    'records of another shape',
    async (_, inputs) => finished(inputs.map(() => ({ ...written, at: 1 }))),
    /job contact\.import:\nanswer 0\.at: expected no such field/,
  ],
  [
    'a bad record as written',
    async (_, inputs) => finished(inputs.map(() => written)),
    /expected a VendorError, but got \{"id":null/,
  ],
  [
    'its failure at another place',
    async (_, inputs) =>
      finished(inputs.map((_input, at) => (inputs[0]?.email === 'bad' && at === 1 ? invalid('no') : written))),
    /expected a VendorError/,
  ],
])('the suite finds a job that tells of %s', async (_, endOf, message) => {
  await expect(verdict(endOf)).rejects.toThrow(message);
});

it('the suite finds a job whose values are not those of the capability of the same name', async () => {
  const range = { since: '2026-01-01', until: '2026-01-02' };
  const spend = { amount: '1.00', currency: 'EUR' };
  const row = { date: range.since, channel: 'DIRECT', campaignId: '1', spend, impressions: 1, clicks: 1 } as const;
  const connector: Connector = {
    id: 'acme',
    baseUrl: vendor.baseUrl,
    credential: { type: 'bearer' },
    classify: () => null,
    capabilities: { 'performance.report': { maxBatch: 1, run: async () => [[{ ...row, conversions: 1 }]] } },
    jobs: {
      'performance.report': {
        maxBatch: 1,
        start: async () => '1',
        poll: async () => ({ state: 'finished', outcomes: [[{ ...row, conversions: 2 }]] }),
      },
    },
  };
  const bench = jobBenchOf(connector, 'performance.report', vendor);
  const same = JOB_CHECKS.find(({ title }) => title.startsWith('gives the values'));
  await expect(same?.run(bench, { inputs: [range] })).rejects.toThrow(/deep-equal/);
});
