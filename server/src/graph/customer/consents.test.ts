import type { ConsentRecord, ConsentStatus, Sourced } from '@selvedge/schema';
import { expect, test } from 'vitest';
import { execute } from '../testing/execute.js';
import { Fails, type FakeConnector } from '../testing/fake-sources.js';
import { CRM, contact, MAIL, member } from '../testing/records.js';

const ada = contact('512', { emails: ['Ada@Example.org', 'ada@work.example'] });
const adaMember = member('list1:ada', ' ADA@example.org');

function consent(source: Sourced<ConsentRecord>['source'], purpose: string, status: ConsentStatus) {
  return { kind: 'Consent', source, purpose, status, basis: null, updatedAt: null } as const;
}

const crm: FakeConnector = {
  version: CRM.version,
  answers: {
    'contact.byEmail': (email) => (email.startsWith('ada') ? ada : null),
    'contact.page': () => ({ items: [ada, contact('513')], next: null }),
    'consent.byEmail': (email) => (email === 'ada@example.org' ? [consent(CRM, 'Newsletter', 'GRANTED')] : []),
  },
};
const mail: FakeConnector = {
  version: MAIL.version,
  answers: {
    'audienceMember.byEmail': (email) => (email === 'ada@example.org' ? [adaMember] : []),
    'consent.byEmail': (email) =>
      email === 'ada@work.example' ? [consent(MAIL, 'News', 'DENIED'), consent(MAIL, 'Events', 'PENDING')] : null,
  },
};

const QUERY =
  '{ customer(email: "ada@example.org") { fullName consents { purpose status email source { connector } } } }';

test('every vendor is asked once for each distinct address; each consent says whose it is and of which address', async () => {
  const { at, errors, sources } = await execute({ crm, mail }, QUERY);
  expect(errors).toEqual([]);
  expect(at('customer.consents')).toEqual([
    { purpose: 'Newsletter', status: 'GRANTED', email: 'ada@example.org', source: { connector: 'crm' } },
    { purpose: 'News', status: 'DENIED', email: 'ada@work.example', source: { connector: 'mail' } },
    { purpose: 'Events', status: 'PENDING', email: 'ada@work.example', source: { connector: 'mail' } },
  ]);
  expect(sources.log().filter((line) => line.includes('consent'))).toEqual([
    '3 consent.byEmail crm ×2',
    '3 consent.byEmail mail ×2',
  ]);
});

test('a vendor that fails leaves null at its place, behind what it told, with the coded error at that path', async () => {
  const failing: FakeConnector = {
    version: CRM.version,
    answers: {
      ...crm.answers,
      'consent.byEmail': (email) => {
        if (email === 'ada@work.example') throw new Fails({ class: 'throttled', message: 'wait' });
        return [consent(CRM, 'Newsletter', 'GRANTED')];
      },
    },
  };
  const { at, errors } = await execute({ crm: failing, mail }, QUERY);
  expect(at('customer.consents')).toEqual([
    expect.objectContaining({ purpose: 'Newsletter' }),
    null,
    expect.objectContaining({ purpose: 'News' }),
    expect.objectContaining({ purpose: 'Events' }),
  ]);
  expect(errors).toEqual([
    {
      path: 'customer.consents.1',
      message: 'crm: wait',
      extensions: { code: 'VENDOR_THROTTLED', connector: 'crm', version: CRM.version, retryable: true },
    },
  ]);
});

test('a vendor whose addresses of the person could not be read is named as lacking', async () => {
  const failing: FakeConnector = {
    version: CRM.version,
    answers: {
      ...crm.answers,
      'contact.byEmail': () => {
        throw new Fails({ class: 'transient', message: 'down' });
      },
    },
  };
  const { lacks } = await execute({ crm: failing, mail }, QUERY);
  expect(lacks).toContainEqual({ path: 'customer.consents', connector: 'crm' });
});

test('the consents of a page of customers cost one batch a vendor', async () => {
  const { errors, sources } = await execute({ crm, mail }, '{ customers { edges { node { consents { purpose } } } } }');
  expect(errors).toEqual([]);
  expect(sources.log().filter((line) => line.includes('consent'))).toEqual([
    expect.stringMatching(/consent.byEmail crm ×3$/),
    expect.stringMatching(/consent.byEmail mail ×3$/),
  ]);
});
