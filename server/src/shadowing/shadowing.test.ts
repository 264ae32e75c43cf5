import type { CapabilityName } from '@selvedge/schema';
import { describe, expect, it } from 'vitest';
import type { Call, Caller, Outcome } from '../ports/index.js';
import type { Assignment, ComparisonObservation } from '../rollouts/model/index.js';
import { Random } from '../rollouts/simulation/random.js';
import type { FreshReads } from './fresh-reads.js';
import { createShadowing } from './shadowing.js';

const CALLER: Caller = { tenant: 'a', client: 'web', scopes: new Set(), apiMajor: 2 };
const WHOLE = () => null;
const assignment = (over: Partial<Assignment> = {}): Assignment => ({
  rollout: 'r1',
  revision: 1,
  connector: 'hubspot',
  stable: '1.0.0',
  candidate: '2.0.0',
  weight: 0,
  shadowShare: 100,
  stickyBy: 'user',
  writes: false,
  countedStep: null,
  countedSinceMs: null,
  slowAfterMs: null,
  ...over,
});

type Answer = (version: string, id: string) => Outcome<unknown> | Promise<Outcome<unknown>>;
const ORIGIN = { connector: 'hubspot', version: '', connection: 'a/hubspot', fetchedAt: 0, stale: false, tags: [] };
const found = (value: unknown): Outcome<unknown> => ({ ok: true, value, origin: ORIGIN });
const failed: Outcome<unknown> = {
  ok: false,
  failure: { connector: 'hubspot', version: '2.0.0', cause: { class: 'timeout', message: 'late' } },
};
const contact = (id: string, over: object = {}) => found({ kind: 'Contact', id, givenName: 'Ada', ...over });

/** With a thousand calls of callers saved up, as far as they are. */
async function setUp(
  answer: Answer = (_, id) => contact(id),
  lacking: readonly CapabilityName[] = ['contact.byPhone'],
) {
  const asked: { version: string; capability: CapabilityName; inputs: readonly unknown[]; call: Call }[] = [];
  const sent = { forCallers: 0, forShadow: 0 };
  const account: FreshReads = {
    account: {},
    read: (version, capability) =>
      capability.endsWith('upsert') || (version === '2.0.0' && lacking.includes(capability))
        ? null
        : {
            shape: capability.endsWith('page') ? 'page' : 'record',
            largestBatch: 5,
            callsFor: () => 1,
            isAtOnce: (input) => input !== 'a long report',
            async source(inputs, call) {
              asked.push({ version, capability, inputs, call });
              sent.forShadow += 1;
              return await Promise.all(inputs.map((input) => answer(version, String(input))));
            },
          },
    sent: () => ({ ...sent }),
  };
  const told: { rollout: string; observations: readonly ComparisonObservation[] }[] = [];
  const events: string[] = [];
  const random = new Random(1);
  const own = { isBusy: false };
  const shadowing = createShadowing({
    readsOf: (tenant) => (tenant === 'nobody' ? null : account),
    onCompared: (rollout, observations) => told.push({ rollout, observations }),
    metrics: {
      shadowRead: ({ outcome, inputs }) => (inputs === 0 ? undefined : void events.push(`${outcome} ${inputs}`)),
      shadowDropped: ({ because }) => void events.push(because),
      shadowDifference: (event) => void events.push(event.class),
    },
    isBusy: () => own.isBusy,
    random: () => random.next(),
    now: () => 7,
  });
  shadowing.update([assignment()]);
  const settled = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  /** Begins an operation that has read. */
  const operation = (inputs: readonly unknown[], capability: CapabilityName = 'contact.byId') => {
    const begun = shadowing.begin(CALLER, WHOLE);
    begun?.onRead({ capability, connector: 'hubspot', inputs });
    return begun;
  };
  // An account's budget begins with its first operation.
  operation(['0'])?.finish();
  await settled();
  events.length = 0;
  sent.forCallers += 1_000;
  return { shadowing, own, asked, sent, told, events, settled, operation };
}

describe('an operation under a rollout that compares', () => {
  it('is read again once its caller has the answer: stable twice, the candidate once, as background traffic', async () => {
    const { asked, told, settled, operation } = await setUp();
    const begun = operation(['1', '2']);
    await settled();
    expect(asked).toEqual([]);
    begun?.finish();
    expect(asked).toEqual([]);
    begun?.finish();
    await settled();
    expect(asked.map(({ version }) => version).sort()).toEqual(['1.0.0', '1.0.0', '2.0.0']);
    expect(asked.map(({ call, inputs }) => [call.caller.traffic, inputs])).toEqual(
      Array(3).fill(['shadow', ['1', '2']]),
    );
    expect(told[0]?.rollout).toBe('r1');
    expect(told[0]?.observations.map(({ coordinate, pairs }) => [coordinate, pairs])).toEqual([
      ['contact.byId', 1],
      ['Contact.id', 1],
      ['Contact.givenName', 1],
    ]);
  });

  it('asks in every order', async () => {
    const { asked, settled, operation, sent } = await setUp();
    const orders = new Set<string>();
    for (let n = 0; n < 60; n++) {
      sent.forCallers += 100;
      const before = asked.length;
      operation(['1'])?.finish();
      await settled();
      orders.add(
        asked
          .slice(before)
          .map(({ version }) => version[0])
          .join(''),
      );
    }
    expect([...orders].sort()).toEqual(['112', '121', '211']);
  });

  it('tells differences by class, and no failure as one', async () => {
    const { told, events, settled, operation } = await setUp((version, id) => {
      if (id === '3') return version === '2.0.0' ? failed : contact(id);
      if (id === '4') return version === '1.0.0' ? failed : contact(id);
      return contact(id, version === '2.0.0' ? { givenName: null } : {});
    });
    operation(['1', '2', '3', '4'])?.finish();
    await settled();
    expect(events).toEqual(['compared 2', 'stable-failed 1', 'candidate-failed 1', 'missing']);
    expect(told[0]?.observations.find(({ coordinate }) => coordinate === 'Contact.givenName')).toMatchObject({
      pairs: 1,
      candidateOnly: 1,
      byClass: { missing: 1 },
    });
  });

  it('spares what follows a side that fails altogether', async () => {
    const { asked, told, settled, operation } = await setUp(() => failed);
    operation(['1'])?.finish();
    await settled();
    expect(asked).toHaveLength(1);
    expect(told).toEqual([]);
  });

  it('is not compared where it writes, goes on by a cursor, takes a vendor’s job, or the candidate cannot answer', async () => {
    const { asked, settled, operation } = await setUp();
    operation([{ email: 'a@b.example' }], 'contact.upsert')?.finish();
    operation([{ first: 10, after: 'abc' }], 'contact.page')?.finish();
    operation(['a long report'], 'performance.report')?.finish();
    operation(['49170'], 'contact.byPhone')?.finish();
    await settled();
    expect(asked).toEqual([]);
    operation([{ first: 10, after: null }], 'contact.page')?.finish();
    await settled();
    expect(asked).toHaveLength(3);
  });

  it('asks for no more inputs than travel in one batch', async () => {
    const { asked, settled, operation } = await setUp();
    operation(Array.from({ length: 500 }, (_, at) => String(at)))?.finish();
    await settled();
    expect(asked[0]?.inputs).toHaveLength(5);
  });

  it('is left alone when what it answers is no data', async () => {
    const { events, settled, operation } = await setUp((version, id) =>
      contact(id, { givenName: { of: version === '1.0.0' ? 1n : [2n] } }),
    );
    operation(['1'])?.finish();
    await settled();
    expect(events).toContain('not-comparable');
  });
});

describe('calls for comparison', () => {
  it('are never more than the share of what callers cause, whatever the share of operations', async () => {
    const { shadowing, sent, events, settled, operation } = await setUp();
    shadowing.update([assignment({ rollout: 'r3', shadowShare: 20 })]);
    const [callersBefore, shadowBefore] = [sent.forCallers, sent.forShadow];
    for (let n = 0; n < 400; n++) {
      sent.forCallers += 1;
      operation(['1'])?.finish();
      await new Promise((resolve) => setImmediate(resolve));
      expect(sent.forShadow - shadowBefore).toBeLessThanOrEqual((sent.forCallers - callersBefore) * 0.2);
    }
    await settled();
    expect(sent.forShadow - shadowBefore).toBeGreaterThan(40);
    expect(events).toContain('budget');
  });

  it('are not made while the process has no time to spare', async () => {
    const { own, asked, events, settled, operation } = await setUp();
    own.isBusy = true;
    operation(['1'])?.finish();
    await settled();
    expect([asked.length, events]).toEqual([0, ['busy']]);
    own.isBusy = false;
    operation(['1'])?.finish();
    await settled();
    expect(asked).toHaveLength(3);
  });

  it('wait for one another at one account, and are dropped past a number', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let [current, most] = [0, 0];
    const { events, settled, operation, told } = await setUp(async (_, id) => {
      current += 1;
      most = Math.max(most, current);
      await held;
      current -= 1;
      return contact(id);
    });
    for (let n = 0; n < 50; n++) operation(['1'])?.finish();
    await settled();
    expect(events.filter((each) => each === 'queue-full').length).toBeGreaterThan(10);
    release();
    await settled();
    await settled();
    expect(most).toBe(1);
    expect(told.length).toBeGreaterThan(20);
  });
});

describe('a rollout that ends', () => {
  it('stops what is under way at once, and nothing of it is told', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const { shadowing, asked, told, events, settled, operation } = await setUp(async (_, id) => {
      await held;
      return contact(id);
    });
    for (let n = 0; n < 3; n++) operation(['1'])?.finish();
    await settled();
    const late = operation(['1']);
    shadowing.update([]);
    expect(asked[0]?.call.signal.aborted).toBe(true);
    expect(events).toEqual(['stopped', 'stopped']);
    late?.finish();
    release();
    await settled();
    expect(asked).toHaveLength(1);
    expect(told).toEqual([]);
    expect(shadowing.begin(CALLER, WHOLE)).toBeNull();
  });

  it('leaves one that goes on with its budget, and begins another one anew', async () => {
    const { shadowing, told, sent, settled, operation } = await setUp();
    const compare = async () => {
      operation(['1'])?.finish();
      await settled();
      return told.map(({ rollout }) => rollout);
    };
    shadowing.update([assignment({ weight: 5, revision: 2 })]);
    expect(await compare()).toEqual(['r1']);
    shadowing.update([assignment({ rollout: 'r2', candidate: '2.0.0' })]);
    expect(await compare()).toEqual(['r1']);
    sent.forCallers += 1_000;
    expect(await compare()).toEqual(['r1', 'r2']);
  });
});

it('costs nothing without a rollout that compares', async () => {
  const { shadowing } = await setUp();
  shadowing.update([assignment({ shadowShare: 0, weight: 25 })]);
  expect(shadowing.begin(CALLER, WHOLE)).toBeNull();
});

it('ends when what is under way has', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const { shadowing, settled, operation } = await setUp(async (_, id) => {
    await held;
    return contact(id);
  });
  operation(['1'])?.finish();
  await settled();
  let isClosed = false;
  const closing = shadowing.close().then(() => (isClosed = true));
  await settled();
  expect(isClosed).toBe(false);
  release();
  await closing;
});
