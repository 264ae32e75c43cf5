import { afterAll, beforeAll, expect, it } from 'vitest';
import { type System, startSystem } from './support/start-system.js';

const QUERY = '{ deals(connector: "hubspot", first: 5) { edges { node { id name } } } }';

let now = Date.now();
let system: System;
beforeAll(async () => {
  system = await startSystem({ now: () => now });
});
afterAll(() => system.close());

it('an answer from the cache says how old its oldest value is, one from the vendors does not', async () => {
  const first = await system.ask(QUERY);
  expect(first.headers.get('age')).toBeNull();
  now += 5_900;
  const again = await system.ask(QUERY);
  expect(again.headers.get('age')).toBe('5');
  const other = QUERY.replace('5', '6');
  const both = await system.ask(`{ old: ${QUERY.slice(1, -1)} new: ${other.slice(1, -1)} }`);
  expect(both.errors).toEqual([]);
  expect(both.headers.get('age')).toBe('5');
});

it('a stale answer says so per value: path, age and connector@version', async () => {
  now += 60_000;
  await system.ask(QUERY);
  now += 75_000;
  const { extensions, headers } = await system.ask(QUERY);
  expect(extensions.freshness[0]).toEqual({
    path: expect.arrayContaining(['deals']),
    connector: 'hubspot',
    version: expect.stringMatching(/^1\./),
    ageMs: expect.any(Number),
  });
  expect(headers.get('age')).toBe(String(Math.floor(extensions.freshness[0].ageMs / 1_000)));
  await expect.poll(async () => (await system.ask(QUERY)).headers.get('age')).toBeNull();
});

it('what a vendor tells to have changed is asked for anew', async () => {
  now += 600_000;
  await system.ask(QUERY);
  now += 1_000;
  await system.resetCalls();
  await system.gateway.invalidate({ tenant: 'default', connector: 'hubspot', tags: ['Contact/*'] });
  await system.ask(QUERY);
  expect(await system.calls()).toEqual({});
  await system.gateway.invalidate({ tenant: 'default', connector: 'hubspot', tags: ['Deal/*'] });
  now += 1_000;
  await system.ask(QUERY);
  expect(Object.values(await system.calls())).toEqual([1]);
});

it.each([
  ['acme', 'hubspot'],
  ['default', 'klaviyo'],
])('nothing can have changed where %s has no connection to %s', async (tenant, connector) => {
  await expect(system.gateway.invalidate({ tenant, connector, tags: [] })).rejects.toThrow(
    `tenant "${tenant}", connector "${connector}"`,
  );
});
