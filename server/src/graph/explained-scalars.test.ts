import { expect, test } from 'vitest';
import { execute } from './testing/execute.js';

const RANGE = 'since: "2026-11-01", until: "2026-11-30"';

test.each([
  [
    `{ performance(range: { ${RANGE} }, currency: "EURO") { totals { clicks } } }`,
    'an ISO 4217 code such as "EUR", but got "EURO"',
  ],
  [
    '{ performance(range: { since: "1.11.2026", until: "2026-11-30" }) { totals { clicks } } }',
    'a calendar date such as "2026-11-23", but got "1.11.2026"',
  ],
  [
    '{ performance(range: { since: 20261101, until: "2026-11-30" }) { totals { clicks } } }',
    'a calendar date such as "2026-11-23", but got 20261101',
  ],
  ['{ customer(email: "ada") { fullName } }', 'an e-mail address such as "ada@example.org", but got "ada"'],
  [
    'mutation { sendConversions(events: [{ eventId: "1", name: "Lead", occurredAt: "yesterday" }]) { results { eventId } } }',
    'an RFC 3339 instant such as "2026-11-23T09:30:00Z", but got "yesterday"',
  ],
])('says which form was expected in %s', async (query, message) => {
  const { errors } = await execute({}, query);
  expect(errors.map((error) => error.message)).toEqual([`Expected ${message}.`]);
});

test('says so of variables too', async () => {
  const { errors } = await execute(
    {},
    'query ($email: EmailAddress!, $since: LocalDate!) { customer(email: $email) { fullName } performance(range: { since: $since, until: $since }) { totals { clicks } } }',
    { variables: { email: 'ada@', since: '2026-02-30' } },
  );
  expect(errors.map(({ message }) => message)).toEqual([
    expect.stringContaining('Expected an e-mail address such as "ada@example.org", but got "ada@".'),
    expect.stringContaining('Expected a calendar date such as "2026-11-23", but got "2026-02-30".'),
  ]);
});
