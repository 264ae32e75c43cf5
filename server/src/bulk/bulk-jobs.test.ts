import type { ContactUpsert, ContactUpserted } from '@selvedge/schema';
import { describe, expect, it } from 'vitest';
import type { BoundJob, BulkJob, Caller, FailureCause, Outcome, Sources } from '../ports/index.js';
import { createBulkJobs } from './bulk-jobs.js';

const caller: Caller = { tenant: 'a', client: 'importer', scopes: new Set(), apiMajor: 2 };
const origin = {
  connector: 'hubspot',
  version: '2.0.0',
  connection: 'a/hubspot',
  fetchedAt: 0,
  stale: false,
  tags: [],
};
type Written = Outcome<ContactUpserted>;
const written = ({ email }: ContactUpsert): Written => ({ ok: true, value: { id: email, created: true }, origin });
const failing = (cause: FailureCause): Written => ({
  ok: false,
  failure: { connector: 'hubspot', version: '2.0.0', cause },
});
const bytes = (text: string, size = 7): AsyncIterable<Uint8Array> => {
  const all = new TextEncoder().encode(text);
  return (async function* () {
    for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
  })();
};
const lines = (...emails: string[]) => emails.map((email) => `${JSON.stringify({ email })}\n`).join('');

function setUp(
  write: (record: ContactUpsert, attempt: number) => Written = written,
  over = {},
  job: BoundJob<'contact.import'> | null = null,
) {
  const sent: string[][] = [];
  const waits: number[] = [];
  const attempts = new Map<string, number>();
  let tick: string[] | null = null;
  const load = async (_capability: string, _connector: string, record: ContactUpsert): Promise<Written> => {
    if (tick === null) {
      tick = [];
      sent.push(tick);
    }
    tick.push(record.email);
    await Promise.resolve();
    tick = null;
    const attempt = (attempts.get(record.email) ?? 0) + 1;
    attempts.set(record.email, attempt);
    return write(record, attempt);
  };
  const sources = {
    load,
    offering: () => ['hubspot'],
    version: () => '2.0.0',
    job: () => job,
    largestBatch: () => 2,
    callsFor: () => 0,
  } as unknown as Sources;
  const jobs = createBulkJobs({
    openSources: () => ({ sources, close: () => {} }),
    audienceIdOf: (id) =>
      id === 'wrong' ? { ok: false, message: 'no audience' } : { ok: true, value: `vendor-${id}` },
    sliceSize: 2,
    patience: { sleep: async (ms) => void waits.push(ms), attempts: 3 },
    now: () => 1_000,
    ...over,
  });
  const run = async (text: string) => {
    const { id } = await jobs.start(caller, 'hubspot', 'contact');
    await jobs.upload(caller, id, bytes(text));
    return end(id);
  };
  /** The job with its results, once it has ended. */
  const end = async (id: string) => {
    await jobs.ended();
    const job = await jobs.find(caller, id);
    expect(job?.progress.state).toMatch(/finished|failed/);
    return { ...(job as BulkJob), results: (await jobs.results(caller, id)) ?? [] };
  };
  return { jobs, sent, waits, run, end };
}

describe('a bulk job', () => {
  it('writes every line in slices, and keeps results in input order', async () => {
    const { run, sent } = setUp();
    const job = await run(lines('a', 'b', 'c', 'd', 'é'));
    expect(sent).toEqual([['a', 'b'], ['c', 'd'], ['é']]);
    expect(job.results.map((result) => (result?.status === 'created' ? result.id : null))).toEqual([
      'a',
      'b',
      'c',
      'd',
      'é',
    ]);
    expect(job.progress).toEqual({ state: 'finished', finishedAt: 1_000 });
  });

  it('is running until its last record is written', async () => {
    const { jobs, end } = setUp();
    expect(jobs.running).toBe(0);
    const { id } = await jobs.start(caller, 'hubspot', 'contact');
    await jobs.upload(caller, id, bytes(lines('a', 'b', 'c', 'd', 'e')));
    expect([jobs.running, await jobs.find(caller, id)]).toMatchObject([
      1,
      { progress: { state: 'running' }, total: 5 },
    ]);
    const { progress, results, accepted } = await end(id);
    expect([jobs.running, progress.state, results.length, accepted]).toEqual([0, 'finished', 5, 5]);
  });

  it('tells a bad line in its place and writes the others', async () => {
    const job = await setUp().run(`${lines('a')}{"email":\n\n{"email":"b","colour":"red"}\n${lines('c').trim()}`);
    expect(job.results.map((result) => result?.status)).toEqual(['created', 'failed', 'failed', 'created']);
    expect(job.results[1]).toMatchObject({
      cause: { class: 'unreadable', message: expect.stringContaining('no JSON') },
    });
    expect(job.results[2]).toMatchObject({
      cause: { message: expect.stringMatching(/^Expected the fields email, .* got "colour"\.$/) },
    });
  });

  it('sends again only what failed for a passing reason, after the wait that was asked for', async () => {
    const { run, sent, waits } = setUp(({ email }, attempt) => {
      if (email === 'slow' && attempt === 1) {
        return failing({ class: 'throttled', message: 'slow down', retryAfterMs: 20_000 });
      }
      return email === 'bad' ? failing({ class: 'invalid', message: 'no' }) : written({ email });
    });
    const job = await run(lines('slow', 'bad'));
    expect(sent).toEqual([['slow', 'bad'], ['slow']]);
    expect(waits).toEqual([20_000]);
    expect(job.results.map((result) => result?.status)).toEqual(['created', 'failed']);
  });

  it('gives up after its attempts, and at once when the wait is not worth it', async () => {
    const down = setUp(() => failing({ class: 'transient', message: 'down' }));
    await down.run(lines('a'));
    expect(down.sent.length).toBe(3);
    const spent = setUp(() => failing({ class: 'quota-exhausted', message: 'spent', untilMs: 9e12 }));
    await spent.run(lines('a'));
    expect(spent.sent.length).toBe(1);
  });

  it('stops reading at its most records, and says what to do', async () => {
    const job = await setUp(written, { mostRecords: 2 }).run(lines('a', 'b', 'c'));
    expect(job.total).toBe(2);
    expect(job.progress).toMatchObject({ state: 'failed', reason: expect.stringContaining('another job') });
  });

  it('stops at a line that does not end, with what came before it written', async () => {
    const job = await setUp().run(`${lines('a')}${'x'.repeat(200_000)}`);
    expect(job.results.map((result) => result?.status)).toEqual(['created']);
    expect(job.progress).toMatchObject({ state: 'failed', reason: expect.stringContaining('102400 bytes') });
  });

  it('tells all its results, however many, up to the first whose turn has not come', async () => {
    const many = Array.from({ length: 2_100 }, (_, index) => `${index}`);
    const { jobs, run } = setUp();
    const job = await run(lines(...many));
    expect(job.results.map((result) => ('id' in result ? result.id : null))).toEqual(many);
    const { id } = await jobs.start(caller, 'hubspot', 'contact');
    expect(await jobs.results(caller, id)).toEqual([]);
  });

  it('is its caller’s own, uploaded once, and the same for the same idempotency key', async () => {
    const { jobs } = setUp();
    const job = await jobs.start(caller, 'hubspot', 'contact', 'k');
    expect((await jobs.start(caller, 'hubspot', 'contact', 'k')).id).toBe(job.id);
    expect((await jobs.start(caller, 'hubspot', 'contact', 'other')).id).not.toBe(job.id);
    const stranger = { ...caller, tenant: 'b' };
    expect([await jobs.find(stranger, job.id), await jobs.results(stranger, job.id)]).toEqual([null, null]);
    expect(await jobs.upload(stranger, job.id, bytes(lines('a')))).toBe('JOB_NOT_FOUND');
    await jobs.upload(caller, job.id, bytes(lines('a')));
    expect(await jobs.upload(caller, job.id, bytes(lines('b')))).toBe('JOB_ALREADY_UPLOADED');
  });

  it("goes through the vendor's own bulk work where it has such, watched until it ends", async () => {
    const started: string[][] = [];
    let looks = 0;
    const job: BoundJob<'contact.import'> = {
      maxBatch: 2,
      start: async (inputs) => {
        started.push(inputs.map(({ email }) => email));
        return { ok: true, value: `job-${started.length}`, origin };
      },
      poll: async (_reference, inputs) => {
        looks += 1;
        if (looks === 1) return failing({ class: 'transient', message: 'down' }) as never;
        if (looks === 2) return { ok: true, value: { state: 'running' }, origin };
        const outcomes = inputs.map(({ email }) =>
          email === 'bad' ? failing({ class: 'invalid', message: 'no' }) : written({ email }),
        );
        return { ok: true, value: { state: 'finished', outcomes }, origin };
      },
    };
    const { run, sent } = setUp(written, { sliceSize: 10 }, job);
    const done = await run(lines('a', 'bad', 'c'));
    expect(sent).toEqual([]);
    expect(started).toEqual([['a', 'bad'], ['c']]);
    expect(done.results.map((result) => result?.status)).toEqual(['created', 'failed', 'created']);
  });

  it('says that the end is unknown when the vendor does not end its work', async () => {
    let clock = 0;
    const job: BoundJob<'contact.import'> = {
      maxBatch: 10,
      start: async () => ({ ok: true, value: 'job-1', origin }),
      poll: async () => ({ ok: true, value: { state: 'running' }, origin }),
    };
    const watch = {
      sleep: async (ms: number) => {
        clock += ms;
      },
      now: () => clock,
    };
    const done = await setUp(written, { watch }, job).run(lines('a'));
    expect(done.results[0]).toMatchObject({ status: 'failed', cause: { message: expect.stringContaining('job-1') } });
  });

  it("of audience members names audiences by the graph's ids", async () => {
    const { jobs, sent, end } = setUp();
    const { id } = await jobs.start(caller, 'mailchimp', 'audienceMember');
    const line = (email: string, audienceId: string) => `${JSON.stringify({ email, audienceId })}\n`;
    await jobs.upload(caller, id, bytes(line('a', 'good') + line('b', 'wrong')));
    const job = await end(id);
    expect(sent).toEqual([['a']]);
    expect(job.results[1]).toMatchObject({ cause: { class: 'unreadable', message: 'no audience' } });
  });
});
