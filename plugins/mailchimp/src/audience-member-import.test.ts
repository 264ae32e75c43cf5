import { gzipSync } from 'node:zlib';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import type { AudienceMemberUpsert } from '@selvedge/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { batchResults } from './batch-results.js';
import mailchimp from './index.js';
import { subscriberHash } from './member-write.js';
import { sandboxCall } from './testing/sandbox-call.js';

let sandbox: Sandbox;
let list: string;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, people: 60 });
  list = sandbox.world.audiences[0]?.id ?? '';
});
afterAll(() => sandbox?.close());

const job = mailchimp.jobs!['audienceMember.import']!;
const record = (email: string, more: Partial<AudienceMemberUpsert> = {}) => ({ audienceId: list, email, ...more });

/** The sandbox's batch advances with each poll. */
async function run(upserts: readonly AudienceMemberUpsert[], call: Parameters<typeof job.poll>[2]) {
  const reference = await job.start(upserts, call);
  for (let poll = 0; poll < 10; poll++) {
    const state = await job.poll(reference, upserts, call);
    if (state.state === 'finished') return state.outcomes;
  }
  throw new Error('The batch did not end.');
}

it('writes many in the background and tells what became of each, in input order', async () => {
  const { call, sent } = sandboxCall(sandbox, 'import');
  const many = Array.from({ length: 450 }, (_, n) =>
    record(`person${n}@import.example`, { statusIfNew: 'SUBSCRIBED' }),
  );
  const upserts = [
    record('ada@localhost'),
    ...many,
    record('no address'),
    record('ada+many-lists@example.org'),
    record('PERSON7@import.example', { givenName: 'Seven', statusIfNew: 'TRANSACTIONAL' }),
  ];
  const outcomes = await run(upserts, call);
  expect(outcomes).toHaveLength(upserts.length);
  expect(outcomes[0]).toMatchObject({ failure: { class: 'invalid' } });
  expect(outcomes.slice(1, 451)).toEqual(
    many.map(({ email }) => ({ id: `${list}:${subscriberHash(email)}`, created: null })),
  );
  expect(outcomes.slice(451)).toMatchObject([
    { failure: { class: 'invalid' } },
    { failure: { class: 'throttled' } },
    { id: `${list}:${subscriberHash('person7@import.example')}` },
  ]);
  const [{ operations }] = sent.map(({ body }) => body) as [{ operations: { body: unknown }[] }];
  expect(operations).toHaveLength(452);
  expect(typeof operations[0]?.body).toBe('string');
  const [found] = await mailchimp.capabilities['audienceMember.byEmail']!.run(['person7@import.example'], call);
  expect(found).toMatchObject([{ givenName: 'Seven', status: 'SUBSCRIBED' }]);
});

it('says that it runs, and how far it is, until it has finished', async () => {
  const { call } = sandboxCall(sandbox, 'running');
  const upserts = [record('one@example.org')];
  const reference = await job.start(upserts, call);
  expect(await job.poll(reference, upserts, call)).toEqual({ state: 'running', done: 0 });
  expect(await job.poll(reference, upserts, call)).toEqual({ state: 'running', done: 1 });
});

it('needs no file when everything went well, and says so when it cannot get the one it needs', async () => {
  const { call } = sandboxCall(sandbox, 'no-download');
  const { download: _, ...poorer } = call;
  expect(await run([record('one@example.org')], poorer)).toMatchObject([{ created: null }]);
  expect(await run([record('two@example.org'), record('ada@localhost')], poorer)).toMatchObject([
    { failure: { class: 'transient', message: expect.stringContaining('1 of 2') } },
    { failure: { class: 'transient' } },
  ]);
});

it('asks nothing of Mailchimp when no record can be sent', async () => {
  const { call, sent } = sandboxCall(sandbox, 'nothing');
  expect(await run([record('no address')], call)).toMatchObject([{ failure: { class: 'invalid' } }]);
  expect(sent).toEqual([]);
});

it('tells an address that was erased why it cannot come back', async () => {
  const { call } = sandboxCall(sandbox, 'forgotten');
  await run([record('gone@example.org')], call);
  await mailchimp.capabilities['person.erase']!.run([{ email: 'gone@example.org' }], call);
  expect(await run([record('gone@example.org')], call)).toMatchObject([
    { failure: { class: 'invalid', vendorCode: 'Forgotten Email Not Subscribed' } },
  ]);
});

it('calls a batch that Mailchimp does not know invalid', async () => {
  const { call } = sandboxCall(sandbox, 'unknown');
  await expect(job.poll('none', [record('one@example.org')], call)).rejects.toMatchObject({
    failure: { class: 'invalid' },
  });
});

it.each([
  ['no archive', new TextEncoder().encode('<Error>expired</Error>')],
  ['an archive that was cut off', gzipSync(tarHeader('x.json', 2_000))],
  ['a file of another shape', gzipSync(Buffer.concat([tarHeader('x.json', 2), Buffer.from('{}'.padEnd(512, '\0'))]))],
])('calls results that are %s malformed', (_what, archive) => {
  expect(() => batchResults(archive)).toThrow(
    expect.objectContaining({ failure: expect.objectContaining({ class: 'malformed' }) }),
  );
});

/** The parts of a ustar header that are read. */
function tarHeader(name: string, size: number): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write(size.toString(8).padStart(11, '0'), 124);
  block.write('0', 156);
  return block;
}
