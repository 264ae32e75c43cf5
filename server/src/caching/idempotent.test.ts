import type { ContactUpsert } from '@selvedge/schema';
import { expect, it } from 'vitest';
import type { Answer, Call, CapabilitySource, OnceMemory, Outcome } from '../ports/index.js';
import { idempotent } from './idempotent.js';
import { createOnceMemory } from './once-memory.js';

type Upsert = 'contact.upsert';
const contact = (email: string): ContactUpsert => ({ email });
const call = (idempotencyKey?: string, client = 'c'): Call => ({
  caller: { tenant: 'a', client, scopes: new Set(), apiMajor: 2 },
  signal: new AbortController().signal,
  ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
});

function setUp(memory: OnceMemory = createOnceMemory()) {
  const writes: string[][] = [];
  const failing = new Map<string, 'transient' | 'invalid'>();
  const vendor: CapabilitySource<Upsert> = async (inputs) => {
    writes.push(inputs.map(({ email }) => email));
    return inputs.map(({ email }): Outcome<Answer<Upsert>> => {
      const failure = failing.get(email);
      return failure === undefined
        ? {
            ok: true,
            value: { id: email, created: true },
            origin: { connector: 'h', version: '1.0.0', connection: 'a/h', fetchedAt: 0, stale: false, tags: [] },
          }
        : { ok: false, failure: { connector: 'h', version: '1.0.0', cause: { class: failure, message: '' } } };
    });
  };
  const through = (version: string) =>
    idempotent(vendor, { capability: 'contact.upsert', connector: 'h', version, memory });
  return { writes, failing, source: through('1.0.0'), next: through('2.0.0') };
}

it('a repeat under the same key writes nothing and answers the same', async () => {
  const { source, writes } = setUp();
  const inputs = [contact('a@x.example'), contact('b@x.example')];
  const [first, second] = await Promise.all([source(inputs, call('k')), source(inputs, call('k'))]);
  expect(second).toEqual(first);
  expect(await source(inputs, call('k'))).toEqual(first);
  expect(writes).toEqual([['a@x.example', 'b@x.example']]);
});

it('writes nothing, and says so, while nobody can tell whether it was written before', async () => {
  const { source, writes } = setUp({ claim: () => Promise.reject(new Error('no database')) });
  expect(await source([contact('a')], call('k'))).toMatchObject([
    { ok: false, failure: { cause: { class: 'transient', message: expect.stringContaining('nothing was sent') } } },
  ]);
  expect(writes).toEqual([]);
  expect(await source([contact('a')], call())).toMatchObject([{ ok: true }]);
});

it('answers when what came of it is kept', async () => {
  const kept = Promise.withResolvers<void>();
  const { source } = setUp({ claim: async () => ({ kept: undefined, release: () => kept.promise }) });
  let isAnswered = false;
  const answer = source([contact('a')], call('k')).then((outcomes) => {
    isAnswered = true;
    return outcomes;
  });
  await new Promise(setImmediate);
  expect(isAnswered).toBe(false);
  kept.resolve();
  expect(await answer).toMatchObject([{ ok: true }]);
});

it('a repeat sends again only what had failed for a passing reason', async () => {
  const { source, writes, failing } = setUp();
  const inputs = ['a', 'b', 'c'].map(contact);
  failing.set('b', 'transient').set('c', 'invalid');
  await source(inputs, call('k'));
  failing.clear();
  expect((await source(inputs, call('k'))).map(({ ok }) => ok)).toEqual([true, true, false]);
  expect(writes).toEqual([['a', 'b', 'c'], ['b']]);
});

it('the same key for other inputs is refused and writes nothing', async () => {
  const { source, writes } = setUp();
  await source([contact('a')], call('k'));
  const [outcome] = await source([contact('b')], call('k'));
  expect(outcome).toMatchObject({
    ok: false,
    failure: { cause: { class: 'idempotency-key-reused' } },
  });
  expect(writes).toEqual([['a']]);
});

it('keys are the caller’s own, and without one every write is sent', async () => {
  const { source, writes } = setUp();
  await source([contact('a')], call('k'));
  await source([contact('a')], call('k', 'other'));
  await source([contact('a')], call());
  await source([contact('a')], call());
  expect(writes.length).toBe(4);
});

it('a repeat that is routed to another version writes nothing either', async () => {
  const { source, next, writes } = setUp();
  const first = await source([contact('a')], call('k'));
  expect(await next([contact('a')], call('k'))).toEqual(first);
  expect(writes.length).toBe(1);
});

it('what is remembered is bounded by its records, however few keys they came under', async () => {
  const memory = createOnceMemory(5);
  const { source, writes } = setUp(memory);
  await source(['a', 'b', 'c'].map(contact), call('first'));
  await source(['d', 'e', 'f'].map(contact), call('second'));
  await source(['a', 'b', 'c'].map(contact), call('first'));
  expect(writes.length).toBe(3);
});

it('a write that ended in an error leaves the key as it was', async () => {
  const memory = createOnceMemory();
  const options = { capability: 'contact.upsert', connector: 'h', version: '1.0.0', memory } as const;
  const broken = idempotent<Upsert>(() => Promise.reject(new Error('broken')), options);
  await expect(broken([contact('a')], call('k'))).rejects.toThrow('broken');
  const { source, writes } = setUp(memory);
  await source([contact('a')], call('k'));
  expect(writes).toEqual([['a']]);
});
