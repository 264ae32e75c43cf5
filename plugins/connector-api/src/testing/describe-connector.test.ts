import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CompanyRecord } from '@selvedge/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alignToKeys } from '../align.js';
import type { Batch, Connector } from '../connector.js';
import { defineConnector } from '../define-connector.js';
import type { AnswerSchema } from '../vendor-fetch.js';
import { type Bench, benchOf } from './bench.js';
import { describeConnector } from './describe-connector.js';
import { failureChecks } from './failure-checks.js';
import { PAGE_CHECKS } from './page-checks.js';
import { READ_CHECKS } from './read-checks.js';
import type { RunningVendor } from './samples.js';

const IDS = ['1', '2', '3', '4', '5', '6', '7'];

/** `GET /companies?id=…` gives those that exist, newest first; `GET /list?from=…&count=…` gives all. */
async function startAcme(): Promise<RunningVendor> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://acme');
    const known = request.headers.authorization === 'Bearer acme-secret';
    const from = Number(url.searchParams.get('from') ?? 0);
    const ids =
      url.pathname === '/list'
        ? IDS.slice(from, from + Number(url.searchParams.get('count')))
        : IDS.filter((id) => url.searchParams.getAll('id').includes(id)).reverse();
    response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(ids));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credential: 'acme-secret',
    settings: {},
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const idList: AnswerSchema<string[]> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) =>
      Array.isArray(value) ? { value: value.map(String) } : { issues: [{ message: 'expected a list' }] },
  },
};

const companyOf = (id: string): CompanyRecord => ({
  kind: 'Company',
  id,
  name: `Acme ${id}`,
  domain: null,
  createdAt: null,
  updatedAt: '2026-01-05T10:00:00.000Z',
});

const byId: Batch<string, CompanyRecord> = async (ids, call) => {
  const { body } = await call.fetch({ path: '/companies', query: { id: [...ids] }, answer: idList });
  return alignToKeys(ids, body.map(companyOf), (company) => company.id);
};

const acme = defineConnector({
  id: 'acme',
  baseUrl: 'https://api.acme.test',
  credential: { type: 'bearer' },
  classify: ({ status }) => {
    if (status < 400) return null;
    if (status === 401) return { class: 'reauthenticate', message: 'Refused.' };
    if (status === 429) return { class: 'throttled', message: 'Too fast.' };
    return { class: status < 500 ? 'invalid' : 'transient', message: `Status ${status}.` };
  },
  capabilities: {
    'company.byId': { maxBatch: 5, run: byId },
    'company.page': {
      maxBatch: 1,
      run: ([input], call) => pageFrom(Number(input?.after ?? 0), input?.first ?? 0, call, 0),
    },
  },
});

async function pageFrom(from: number, count: number, call: Parameters<typeof byId>[1], overlap: number) {
  const { body } = await call.fetch({ path: '/list', query: { from, count }, answer: idList });
  const end = from + body.length;
  return [{ items: body.map(companyOf), next: end < IDS.length ? String(end - overlap) : null }];
}

describeConnector({
  connector: acme,
  version: '1.0.0',
  start: startAcme,
  samples: {
    'company.byId': { present: ['3', '1', '2'], missing: (n) => `9${n}` },
    'company.page': { input: {}, total: IDS.length },
  },
  failures: [
    { title: 'a throttle', answer: { status: 429, body: null }, expected: { class: 'throttled' } },
    { title: 'a success', answer: { status: 200, body: [] }, expected: null },
  ],
});

describe('the contract suite finds a connector that', () => {
  let vendor: RunningVendor;
  beforeAll(async () => {
    vendor = await startAcme();
  });
  afterAll(() => vendor.stop());

  const benchWith = (run: Batch<string, CompanyRecord>) =>
    benchOf(having({ 'company.byId': { maxBatch: 5, run } }), 'company.byId', vendor);
  const having = (capabilities: Connector['capabilities']): Connector => ({ ...acme, capabilities });
  const firstFailure = async (bench: Bench) => {
    const sample = { present: ['3', '1', '2'], missing: (n: number) => `9${n}` };
    for (const check of READ_CHECKS) await check.run(bench, sample);
    for (const check of failureChecks({ type: 'bearer' })) await check.run(bench, sample.present);
  };

  it.each<[string, Batch<string, CompanyRecord>, RegExp]>([
    [
      "gives rows in the vendor's order",
      async (ids, call) =>
        (await call.fetch({ path: '/companies', query: { id: [...ids] }, answer: idList })).body.map(companyOf),
      /deep-equal/,
    ],
    [
      'gives a record with a field of its own',
      async (ids, call) =>
        (await byId(ids, call)).map((c) => (c instanceof Error || c === null ? c : { ...c, extra: 1 })),
      /\$?answer 0\.extra: expected no such field/,
    ],
    [
      'makes a failure of what is not there',
      async (ids, call) => (await byId(ids, call)).map((company) => company ?? new Error('no such company')),
      /no such company/,
    ],
    [
      'makes nothing of a failure',
      async (ids, call) => byId(ids, call).catch(() => ids.map(() => null)),
      /expected a VendorError, but got null/,
    ],
    [
      'makes elements of an abort',
      async (ids, call) =>
        byId(ids, call).catch((error: Error) => {
          if (error.name === 'AbortError') return ids.map(() => error);
          throw error;
        }),
      /Missing expected rejection/,
    ],
    [
      'takes more requests for a batch than it says',
      async (ids, call) => {
        const answers = await byId(ids, call);
        if (ids.length > 1) await byId(ids, call);
        return answers;
      },
      /expected at most 1 requests for a batch of 5, as callsPerBatch says, but got 2/,
    ],
    [
      'brings a credential of its own',
      async (ids, call) =>
        byId(ids, { ...call, fetch: (request) => call.fetch({ ...request, headers: { Authorization: 'mine' } }) }),
      /authorization/,
    ],
  ])('%s', async (_title, run, message) => {
    await expect(firstFailure(benchWith(run))).rejects.toThrow(message);
  });

  it('repeats items from page to page', async () => {
    const run: Batch<{ first: number; after: string | null }, Awaited<ReturnType<typeof pageFrom>>[0]> = (
      [input],
      call,
    ) => pageFrom(Number(input?.after ?? 0), input?.first ?? 0, call, 1);
    const bench = benchOf(having({ 'company.page': { maxBatch: 1, run } }), 'company.page', vendor);
    await expect(PAGE_CHECKS[0]?.run(bench, { input: {}, total: IDS.length })).rejects.toThrow(/7 items, but 8 came/);
  });
});
