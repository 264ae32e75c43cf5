import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVERY_VENDOR } from './support/every-vendor.js';
import { type System, startSystem } from './support/start-system.js';

const START = /* GraphQL */ `
  mutation Start($connector: String!, $record: BulkRecord!, $key: String) {
    startBulkUpsert(connector: $connector, record: $record, idempotencyKey: $key) { id state uploadPath resultsPath }
  }
`;
const WATCH = 'query ($id: ID!) { bulkJob(id: $id) { state total accepted failed reason finishedAt } }';

let system: System;
beforeAll(async () => {
  system = await startSystem({ settings: EVERY_VENDOR });
});
afterAll(() => system.close());

interface Target {
  connector: string;
  record: 'CONTACT' | 'AUDIENCE_MEMBER';
}

async function start(target: Target, key?: string) {
  const { data, errors } = await system.ask(START, { variables: { ...target, key } });
  expect(errors).toEqual([]);
  return data.startBulkUpsert;
}

function upload(path: string, records: readonly object[], type = 'application/x-ndjson'): Promise<Response> {
  const body = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  return fetch(`${system.gateway.url}${path}`, { method: 'POST', headers: { 'content-type': type }, body });
}

async function finished(id: string) {
  let job: { state: string } & Record<string, unknown> = { state: '' };
  await expect
    .poll(
      async () => {
        job = (await system.ask(WATCH, { variables: { id } })).data.bulkJob;
        return job.state;
      },
      { timeout: 60_000, interval: 100 },
    )
    .toMatch(/FINISHED|FAILED/);
  return job;
}

async function results(path: string): Promise<{ index: number; status: string; error?: { code: string } }[]> {
  const text = await (await fetch(`${system.gateway.url}${path}`)).text();
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Calls of a vendor that it answered with 429 since the last reset. */
async function throttled(vendor: string): Promise<number> {
  const response = await fetch(`${system.sandbox.url}/_calls?vendor=${vendor}`);
  const { calls } = (await response.json()) as { calls: { statuses: Record<string, number> }[] };
  return calls.reduce((sum, { statuses }) => sum + (statuses['429'] ?? 0), 0);
}

/** One record in a hundred has an address that is none. */
const records = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    email: index % 100 === 50 ? `not an address ${index}` : `bulk-${index}@example.org`,
    givenName: 'Bulk',
    familyName: String(index),
  }));

describe('10,000 contacts in one job', () => {
  it.each([
    ['hubspot', 'POST /crm/objects/2026-03/contacts/batch/upsert', 100],
    ['salesforce', 'PATCH /services/data/:version/composite/sobjects/:type/:field', 50],
    ['marketo', 'POST /rest/v1/leads.json', 34],
  ])(
    'into %s cost no more calls than batches, break no quota, and are told one by one',
    async (connector, route, most) => {
      await system.resetCalls();
      const job = await start({ connector, record: 'CONTACT' });
      expect(job.state).toBe('AWAITING_UPLOAD');
      const accepted = await upload(job.uploadPath, records(10_000));
      expect(accepted.status).toBe(202);
      expect(await finished(job.id)).toMatchObject({ state: 'FINISHED', total: 10_000, accepted: 9_900, failed: 100 });
      const calls = await system.calls({ vendor: connector });
      expect(Object.keys(calls)).toContain(route);
      expect(calls[route]).toBeLessThanOrEqual(most);
      expect(await throttled(connector)).toBe(0);
      const told = await results(job.resultsPath);
      expect(told.map(({ index }) => index)).toEqual(Array.from({ length: 10_000 }, (_, index) => index));
      for (const { index, status, error } of told) {
        expect(status).toBe(index % 100 === 50 ? 'failed' : 'created');
        if (status === 'failed') expect(error?.code).toBe('VENDOR_REJECTED');
      }
    },
    120_000,
  );
});

describe('10,000 audience members in one job', () => {
  it.each([
    ['mailchimp', 'POST /3.0/batches', 2],
    ['klaviyo', 'POST /api/profile-bulk-import-jobs', 1],
  ])(
    'go into %s through its own bulk work, each bad record with its own reason',
    async (connector, route, most) => {
      const { data } = await system.ask(
        'query ($connector: String) { audiences(connector: $connector, first: 1) { edges { node { id } } } }',
        {
          variables: { connector },
        },
      );
      const audienceId = data.audiences.edges[0].node.id;
      await system.resetCalls();
      const job = await start({ connector, record: 'AUDIENCE_MEMBER' });
      const members = records(10_000).map((record) => ({ ...record, audienceId }));
      expect((await upload(job.uploadPath, members)).status).toBe(202);
      expect(await finished(job.id)).toMatchObject({ state: 'FINISHED', total: 10_000, accepted: 9_900, failed: 100 });
      const calls = await system.calls({ vendor: connector });
      expect(Object.keys(calls)).toContain(route);
      expect(calls[route]).toBeLessThanOrEqual(most);
      expect(await throttled(connector)).toBe(0);
      const told = await results(job.resultsPath);
      const failed = told.filter(({ status }) => status === 'failed').map(({ index }) => index);
      expect(failed).toEqual(Array.from({ length: 100 }, (_, index) => index * 100 + 50));
    },
    120_000,
  );

  it('name an audience of the same connector', async () => {
    const job = await start({ connector: 'mailchimp', record: 'AUDIENCE_MEMBER' });
    await upload(job.uploadPath, [{ email: 'a@example.org', audienceId: 'nonsense' }]);
    await finished(job.id);
    expect(await results(job.resultsPath)).toMatchObject([{ status: 'failed', error: { code: 'BAD_USER_INPUT' } }]);
  });
});

it('that takes more calls than the account has in a moment takes its turn, and leaves room for reads', async () => {
  // HubSpot's legacy API writes one contact a call, and the account has 190 calls in ten seconds.
  const modern = system;
  system = await startSystem({ settings: { cache: { enabled: false } }, beside: modern });
  try {
    await system.resetCalls();
    const job = await start({ connector: 'hubspot', record: 'CONTACT' });
    const people = records(250).map((record) => ({ ...record, email: `legacy-${record.email}` }));
    expect((await upload(job.uploadPath, people)).status).toBe(202);
    const written = async () =>
      (await system.calls({ vendor: 'hubspot' }))['POST /contacts/v1/contact/createOrUpdate/email/:email'];
    // Four fifths of the account's calls are what bulk work may have.
    await expect.poll(written, { timeout: 20_000 }).toBeGreaterThan(140);
    const read = await system.ask('{ deals(connector: "hubspot", first: 1) { edges { node { id } } } }');
    expect(read.errors).toEqual([]);
    expect(await finished(job.id)).toMatchObject({ state: 'FINISHED', total: 250, failed: 2 });
    expect(await throttled('hubspot')).toBe(0);
  } finally {
    await system.close();
    system = modern;
  }
}, 120_000);

describe('a bulk job', () => {
  it('is the same for the same idempotency key, and takes its records once', async () => {
    const target: Target = { connector: 'hubspot', record: 'CONTACT' };
    const job = await start(target, 'nightly-1');
    expect((await start(target, 'nightly-1')).id).toBe(job.id);
    expect((await upload(job.uploadPath, records(3))).status).toBe(202);
    const again = await upload(job.uploadPath, records(3));
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ errors: [{ extensions: { code: 'JOB_ALREADY_UPLOADED' } }] });
  });

  it.each([
    ['an unknown id', '/bulk/nowhere', 'application/x-ndjson', 404, 'JOB_NOT_FOUND'],
    ['another content type', null, 'application/json', 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('refuses %s with a code', async (_, path, type, status, code) => {
    const job = await start({ connector: 'hubspot', record: 'CONTACT' });
    const answer = await upload(path ?? job.uploadPath, records(1), type);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  it('for a connector that cannot write such records is refused, naming those that can', async () => {
    const { errors } = await system.ask(START, { variables: { connector: 'meta-ads', record: 'CONTACT' } });
    expect(errors[0]?.message).toContain('hubspot');
  });
});
