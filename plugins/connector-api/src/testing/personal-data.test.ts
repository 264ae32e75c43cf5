import { expect, it } from 'vitest';
import type { Call, Connector } from '../connector.js';
import { defineConnector } from '../define-connector.js';
import { checkPersonalData, type SeenFields, watchPersonalData } from './personal-data.js';

const contact = {
  kind: 'Contact',
  id: '1',
  emails: ['ada@example.org'],
  givenName: 'Ada',
  familyName: null,
  phones: [],
} as never;

const acme = (personalData?: readonly string[]): Connector =>
  defineConnector({
    id: 'acme-crm',
    baseUrl: 'https://api.acme.test',
    credential: { type: 'bearer' },
    classify: () => null,
    ...(personalData === undefined ? {} : { personalData }),
    capabilities: {
      'contact.page': { maxBatch: 1, run: async (inputs) => inputs.map(() => ({ items: [contact], next: null })) },
    },
  });

async function answered(connector: Connector): Promise<SeenFields> {
  const { connector: watched, seen } = watchPersonalData(connector);
  await watched.capabilities['contact.page']?.run([{ first: 1, after: null }], {} as Call);
  return seen;
}

it('notices the personal data in answers, wherever it is', async () => {
  const { personal, all } = await answered(acme());
  expect(personal).toEqual(new Set(['Contact.emails', 'Contact.givenName']));
  expect([...all]).toContain('Contact.phones');
});

it('is refused where it is not declared, by a connector that declares some', async () => {
  const seen = await answered(acme());
  expect(() => checkPersonalData(acme(['Contact.emails']), seen)).toThrow(/it also gives Contact\.givenName/);
  expect(() => checkPersonalData(acme(['Contact.emails', 'Contact.givenName']), seen)).not.toThrow();
  expect(() => checkPersonalData(acme(), seen)).not.toThrow();
});
