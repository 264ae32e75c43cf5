import type { CapabilityName } from '@selvedge/schema';
import { describe, expect, it } from 'vitest';
import type { Call, CapabilitySource } from '../ports/index.js';
import { createRequestSources, type TenantConnector } from './request-sources.js';

const caller = { tenant: 'a', client: 'web', scopes: new Set<string>(), apiMajor: 2 };

function setUp(over: { candidate?: boolean; overrides?: ReadonlyMap<string, string> } = {}) {
  const asked: string[] = [];
  const batches: { version: string; capability: string; inputs: unknown[]; key: string | undefined }[] = [];
  const offered: Record<string, readonly CapabilityName[]> = {
    '1.0.0': ['deal.byId', 'deal.idsByContact', 'contact.upsert'],
    '2.0.0': ['deal.byId', 'contact.byPhone'],
  };
  const source = (version: string, capability: CapabilityName): CapabilitySource<CapabilityName> | null =>
    offered[version]?.includes(capability)
      ? async (inputs, call: Call) => {
          batches.push({ version, capability, inputs: [...inputs], key: call.idempotencyKey });
          return inputs.map(() => ({
            ok: true,
            value: null,
            origin: { connector: 'hubspot', version, connection: 'a/hubspot', fetchedAt: 0, stale: false, tags: [] },
          }));
        }
      : null;
  const hubspot: TenantConnector = {
    split: {
      connector: 'hubspot',
      stable: '1.0.0',
      candidate: over.candidate ? { version: '2.0.0', weight: 100, stickyBy: 'client' } : null,
    },
    versions: {
      connector: 'hubspot',
      stable: '1.0.0',
      candidate: over.candidate ? '2.0.0' : null,
      source: source as TenantConnector['versions']['source'],
      job: () => null,
      largestBatch: () => null,
      callsFor: () => null,
    },
  };
  const sources = createRequestSources({
    connectors: new Map([['hubspot', hubspot]]),
    caller,
    signal: new AbortController().signal,
    onAsked: (...names) => asked.push(names.join(' ')),
    ...(over.overrides === undefined ? {} : { overrides: over.overrides }),
  });
  return { sources, batches, asked };
}

describe('loads of one request', () => {
  it('of one tick travel together, equal ones once', async () => {
    const { sources, batches } = setUp();
    await Promise.all(['1', '2', '1', '3'].map((id) => sources.load('deal.byId', 'hubspot', id)));
    await sources.load('deal.byId', 'hubspot', '2');
    expect(batches.map(({ inputs }) => inputs)).toEqual([['1', '2', '3']]);
  });

  it('are told once, with the version that is asked', async () => {
    const { sources, asked } = setUp({ candidate: true });
    await Promise.all(['1', '2'].map((id) => sources.load('deal.byId', 'hubspot', id)));
    await sources.load('deal.byId', 'hubspot', '3', { version: '1.0.0' });
    expect(asked).toEqual(['hubspot 2.0.0 deal.byId', 'hubspot 1.0.0 deal.byId']);
  });

  it('are told apart by capability', async () => {
    const { sources, batches } = setUp();
    await Promise.all([sources.load('deal.byId', 'hubspot', '1'), sources.load('deal.idsByContact', 'hubspot', '1')]);
    expect(batches.map(({ capability }) => capability).sort()).toEqual(['deal.byId', 'deal.idsByContact']);
  });

  it('that write are never merged, and carry their idempotency key', async () => {
    const { sources, batches } = setUp();
    const write = () => sources.load('contact.upsert', 'hubspot', { email: 'a@x.example' }, { idempotencyKey: 'k' });
    await Promise.all([write(), write()]);
    await write();
    expect(batches.map(({ inputs, key }) => [inputs.length, key])).toEqual([
      [2, 'k'],
      [1, 'k'],
    ]);
  });

  it('that write under one key are one write, however many', async () => {
    const { sources, batches } = setUp();
    const write = (at: number) =>
      sources.load('contact.upsert', 'hubspot', { email: `${at}@x.example` }, { idempotencyKey: 'k' });
    await Promise.all(Array.from({ length: 10_001 }, (_, at) => write(at)));
    expect(batches.map(({ inputs }) => inputs.length)).toEqual([10_001]);
  });

  it('that were answered before a write are asked again after it', async () => {
    const { sources, batches } = setUp();
    await sources.load('deal.byId', 'hubspot', '1');
    await sources.load('contact.upsert', 'hubspot', { email: 'a@x.example' });
    await sources.load('deal.byId', 'hubspot', '1');
    expect(batches.map(({ capability }) => capability)).toEqual(['deal.byId', 'contact.upsert', 'deal.byId']);
  });

  it('to a connector that is not connected say which are', async () => {
    const outcome = await setUp().sources.load('deal.byId', 'salesforce', '1');
    expect(outcome).toMatchObject({
      ok: false,
      failure: {
        cause: { class: 'not-connected', message: 'There is no connection to "salesforce". Connected: hubspot.' },
      },
    });
  });
});

describe('the version', () => {
  it('is chosen once for the whole operation', async () => {
    const { sources, batches } = setUp({ candidate: true });
    expect(sources.version('hubspot')).toBe('2.0.0');
    await sources.load('deal.byId', 'hubspot', '1');
    expect(batches[0]?.version).toBe('2.0.0');
    expect(sources.version('elsewhere')).toBeNull();
  });

  it('is stable for what the candidate lacks, and what only the candidate has is offered to testers alone', async () => {
    const on = setUp({ candidate: true });
    await on.sources.load('deal.idsByContact', 'hubspot', '1');
    expect(on.batches[0]?.version).toBe('1.0.0');
    expect(on.sources.offering('contact.byPhone')).toEqual([]);
    const tester = setUp({ candidate: true, overrides: new Map([['hubspot', '2.0.0']]) });
    expect(tester.sources.offering('contact.byPhone')).toEqual(['hubspot']);
  });

  it('is the one a tester asks for', async () => {
    const { sources, batches } = setUp({ candidate: true, overrides: new Map([['hubspot', '1.0.0']]) });
    await sources.load('deal.byId', 'hubspot', '1');
    expect(batches[0]?.version).toBe('1.0.0');
  });

  it('is the one that made the cursor', async () => {
    const { sources, batches } = setUp({ candidate: true });
    await sources.load('deal.byId', 'hubspot', '1', { version: '1.0.0' });
    expect(batches[0]?.version).toBe('1.0.0');
  });
});
