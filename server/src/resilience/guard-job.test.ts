import { type JobImplementation, type JobState, VendorError } from '@selvedge/connector-api';
import type { ImportedRecord, JobName } from '@selvedge/schema';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../telemetry/index.js';
import type { Breaker, Permit, Verdict } from './breaker.js';
import { guardJob } from './guard-job.js';
import type { Guards } from './guarded-work.js';

const served = { connector: 'post', version: '1.0.0', connection: 'a/post' };
const call = {
  caller: { tenant: 'a', client: 'c', scopes: new Set<string>(), apiMajor: 2 },
  signal: new AbortController().signal,
};
const written: ImportedRecord = { id: '1', created: true };
const member = { audienceId: null, email: 'ada@example.org' };
const week = { since: '2026-11-01', until: '2026-11-07' };

function guarded<J extends JobName>(job: J, implementation: JobImplementation<J>, isProbe = false) {
  const verdicts: Verdict[] = [];
  const admit = (): Permit => ({ admitted: true, isProbe, settle: (verdict) => void verdicts.push(verdict) });
  const breaker: Breaker = {
    state: isProbe ? 'half-open' : 'closed',
    admit,
    observe() {},
    fail() {},
    describe: () => ({ state: 'closed', lastFailure: null }),
    shutdown() {},
  };
  // The work of these tests asks no vendor.
  const retry = { retries: 0, random: () => 0 };
  const vendor = { connector: { id: 'post' }, client: {}, retry, metrics: createMetrics() };
  const defects = { answered() {}, escaped: () => false };
  const guards = { served, settings: {}, breaker, vendor, defects } as unknown as Guards;
  return { source: guardJob({ ...guards, job, implementation, now: () => 42 }), verdicts };
}

function importing(end: JobState<ImportedRecord>): JobImplementation<'audienceMember.import'> {
  return { maxBatch: 10, start: async () => 'run-1', poll: async () => end };
}

describe('a job', () => {
  it('is begun, and told by the vendor’s reference', async () => {
    const { source, verdicts } = guarded('audienceMember.import', importing({ state: 'running' }));
    expect(await source.start([member], call)).toMatchObject({ ok: true, value: 'run-1', origin: { fetchedAt: 42 } });
    expect(await source.poll('run-1', [member], call)).toMatchObject({ ok: true, value: { state: 'running' } });
    expect(verdicts).toEqual(['success', 'success']);
  });

  it('ends with an outcome per input, failed ones at their places', async () => {
    const refusal = new VendorError({ class: 'invalid', message: 'no' });
    const { source } = guarded('audienceMember.import', importing({ state: 'finished', outcomes: [refusal, written] }));
    expect(await source.poll('run-1', [member, member], call)).toMatchObject({
      ok: true,
      value: {
        state: 'finished',
        outcomes: [
          { ok: false, failure: { connector: 'post', version: '1.0.0', cause: { class: 'invalid' } } },
          { ok: true, value: written },
        ],
      },
    });
  });

  it('that ends with fewer outcomes than inputs is the connector’s defect', async () => {
    const { source, verdicts } = guarded(
      'audienceMember.import',
      importing({ state: 'finished', outcomes: [written] }),
    );
    const outcome = await source.poll('run-1', [member, member], call);
    expect(outcome).toMatchObject({ ok: false, failure: { cause: { class: 'connector-defect' } } });
    expect(verdicts).toEqual(['failure']);
  });
});

describe('while a failing vendor is tried out', () => {
  const { promise: answer, resolve: give } = Promise.withResolvers<string>();
  const slow = { maxBatch: 1, start: () => answer, poll: async () => ({ state: 'running' }) as const };

  it('nobody waits for a report, but who writes does', async () => {
    const write = guarded('audienceMember.import', slow, true).source.start([member], call);
    const report = guarded('performance.report', slow, true).source.start([week], call);
    expect(await report).toMatchObject({ ok: false, failure: { cause: { class: 'breaker-open' } } });
    give('run-1');
    expect(await write).toMatchObject({ ok: true, value: 'run-1' });
  });
});
