import { expect, test } from 'vitest';
import { execute } from '../testing/execute.js';
import { Fails, type FakeConnector } from '../testing/fake-sources.js';

const SEND = `mutation ($events: [ConversionEventInput!]!, $connectors: [String!]) {
  sendConversions(events: $events, connectors: $connectors) {
    results { eventId status destinations { connector status matchQuality error { code message retryable } } } } }`;

const meta: FakeConnector = {
  version: '1.0.0',
  answers: {
    'conversion.send': ({ eventId }) => {
      if (eventId.startsWith('bad')) throw new Fails({ class: 'invalid', message: 'too old' });
      return { status: eventId.startsWith('known') ? 'duplicate' : 'received', matchQuality: 0.5 };
    },
  },
};
const google: FakeConnector = {
  version: '1.0.0',
  answers: {
    'conversion.send': ({ eventId }) => {
      if (eventId === 'bad-everywhere') throw new Fails({ class: 'throttled', message: 'wait' });
      return { status: 'received', matchQuality: null };
    },
  },
};
const crm: FakeConnector = { version: '1.0.0', answers: { 'contact.byId': () => null } };

const event = (eventId: string, given: Record<string, unknown> = {}) => ({
  eventId,
  name: 'Purchase',
  occurredAt: '2026-11-20T12:00:00+02:00',
  ...given,
});
const send = (events: unknown[], connectors?: string[]) =>
  execute({ meta, google, crm }, SEND, { variables: { events, connectors } });

const received = (connector: string, matchQuality: number | null) => ({
  connector,
  status: 'RECEIVED',
  matchQuality,
  error: null,
});
const failed = (connector: string, code: string, message: string, retryable: boolean) => ({
  connector,
  status: 'FAILED',
  matchQuality: null,
  error: { code, message, retryable },
});

test('each event has its own outcome at each platform, in input order', async () => {
  const { at, errors, sources } = await send(['new', 'bad', 'known', 'bad-everywhere'].map((id) => event(id)));
  expect(errors).toEqual([]);
  expect(at('sendConversions.results')).toEqual([
    { eventId: 'new', status: 'RECEIVED', destinations: [received('meta', 0.5), received('google', null)] },
    {
      eventId: 'bad',
      status: 'PARTIAL',
      destinations: [failed('meta', 'VENDOR_REJECTED', 'too old', false), received('google', null)],
    },
    {
      eventId: 'known',
      status: 'RECEIVED',
      destinations: [{ ...received('meta', 0.5), status: 'DUPLICATE' }, received('google', null)],
    },
    {
      eventId: 'bad-everywhere',
      status: 'FAILED',
      destinations: [
        failed('meta', 'VENDOR_REJECTED', 'too old', false),
        failed('google', 'VENDOR_THROTTLED', 'wait', true),
      ],
    },
  ]);
  expect(sources.log()).toEqual(['1 conversion.send meta ×4', '1 conversion.send google ×4']);
});

test('an event travels whole: instants in UTC, click ids by name, and nothing that was not given', async () => {
  const { sources } = await send(
    [
      event('e1', {
        value: { amount: '99.90', currency: 'eur' },
        email: 'Ada@example.org',
        phone: null,
        clickIds: [
          { name: 'fbp', value: 'fb.1.2.3' },
          { name: 'gclid', value: 'x' },
        ],
      }),
    ],
    ['meta'],
  );
  expect(sources.batches.map(({ connector, inputs }) => [connector, inputs])).toEqual([
    [
      'meta',
      [
        {
          eventId: 'e1',
          name: 'Purchase',
          occurredAt: '2026-11-20T10:00:00.000Z',
          value: { amount: '99.90', currency: 'EUR' },
          email: 'Ada@example.org',
          clickIds: { fbp: 'fb.1.2.3', gclid: 'x' },
        },
      ],
    ],
  ]);
});

test.each([
  [{ amount: '1,50', currency: 'EUR' }, 'Expected "value.amount" to be a decimal such as "1234.50", but got "1,50".'],
  [{ amount: '1e3', currency: 'EUR' }, 'Expected "value.amount" to be a decimal such as "1234.50", but got "1e3".'],
  [
    { amount: '1', currency: 'EURO' },
    'Expected "value.currency" to be an ISO 4217 code such as "EUR", but got "EURO".',
  ],
])('a value of %j fails its event alone, unsent', async (value, message) => {
  const { at, sources } = await send([event('e1', { value }), event('e2')]);
  expect(at('sendConversions.results.0')).toEqual({
    eventId: 'e1',
    status: 'FAILED',
    destinations: ['meta', 'google'].map((connector) => failed(connector, 'BAD_USER_INPUT', message, false)),
  });
  expect(at('sendConversions.results.1.status')).toBe('RECEIVED');
  expect(sources.log()).toEqual(['1 conversion.send meta ×1', '1 conversion.send google ×1']);
});

test('refuses more than 1,000 events, platforms that take none, and a graph without any, before anything is sent', async () => {
  const tooMany = await send(Array.from({ length: 1_001 }, (_, at) => event(`e${at}`)));
  expect(tooMany.errors[0]?.message).toBe('Expected at most 1000 events, but got 1001.');
  const unable = await send([event('e1')], ['meta', 'crm']);
  expect(unable.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(unable.errors[0]?.message).toContain('(connected: meta, google), but got "crm"');
  const none = await execute({ crm }, SEND, { variables: { events: [event('e1')] } });
  expect(none.errors[0]?.extensions.code).toBe('CAPABILITY_MISSING');
  expect([tooMany, unable, none].flatMap(({ sources }) => sources.batches)).toEqual([]);
});
