import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Caller } from '../../ports/index.js';
import { callerHash, type NeededOfKinds, type TouchedCoordinates } from '../model/index.js';
import { createFieldUsage } from './field-usage.js';

const HOUR = 60 * 60_000;
const caller = (user: string): Caller => ({ tenant: 't', client: 'web', user, scopes: new Set(), apiMajor: 2 });
const NAMES: NeededOfKinds = new Map([['Contact', new Set(['givenName', 'phones'])]]);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const told: TouchedCoordinates[][] = [];
  const store = { isAway: false };
  const errors: unknown[] = [];
  const usage = createFieldUsage({
    records: {
      async addTouched(touched) {
        if (store.isAway) throw new Error('away');
        told.push([...touched]);
      },
    },
    now: Date.now,
    onError: (error) => errors.push(error),
  });
  return { usage, told, store, errors };
}

it('tells every five seconds which fields, capabilities and versions a caller’s operations touch, in each way to tell callers apart', async () => {
  const { usage, told } = setUp();
  usage.of(caller('ada')).operation(() => NAMES)('crm', '1.0.0', 'contact.byId');
  await vi.advanceTimersByTimeAsync(5_000);
  const coordinates = ['crm@1.0.0', 'crm:contact.byId', 'crm:Contact.givenName', 'crm:Contact.phones'];
  expect(told).toEqual([
    (['user', 'tenant', 'client'] as const).map((by) => ({
      caller: callerHash(caller('ada'), by),
      coordinates,
      atMs: Date.now(),
    })),
  ]);
});

it('what is known already is not told again within the hour, and once more in the next', async () => {
  vi.setSystemTime(10 * HOUR);
  const { usage, told } = setUp();
  const ask = () => usage.of(caller('ada')).operation(() => NAMES)('crm', '1.0.0', 'contact.byId');
  await usage.flush();
  ask();
  await usage.flush();
  ask();
  await usage.flush();
  expect(told).toHaveLength(1);
  vi.setSystemTime(11 * HOUR);
  await usage.flush();
  ask();
  await usage.flush();
  expect(told).toHaveLength(2);
});

it('a kind that the operation does not name is touched whole; of a connector’s own capability and of a job nothing more is known', async () => {
  const { usage, told } = setUp();
  const asked = usage.of(caller('ada')).operation(() => new Map());
  asked('crm', '1.0.0', 'contact.upsert');
  asked('crm', '1.0.0', 'crm/ticket.byId');
  asked('crm', '1.0.0', 'job audienceMember.import');
  await usage.flush();
  expect(told[0]?.[0]?.coordinates).toEqual([
    'crm@1.0.0',
    'crm:contact.upsert',
    'crm:Contact.*',
    'crm:crm/ticket.byId',
    'crm:job audienceMember.import',
  ]);
});

it('what could not be told is told the next time, and the rest at the end', async () => {
  const { usage, told, store, errors } = setUp();
  usage.of(caller('ada')).operation(() => NAMES)('crm', '1.0.0', 'contact.byId');
  store.isAway = true;
  await usage.flush();
  expect([told.length, errors.length]).toEqual([0, 1]);
  store.isAway = false;
  usage.of(caller('bob')).operation(() => NAMES)('crm', '1.0.0', 'contact.byId');
  await usage.close();
  expect(told[0]?.map((each) => each.caller)).toEqual(
    expect.arrayContaining([callerHash(caller('ada'), 'user'), callerHash(caller('bob'), 'user')]),
  );
});
