import { expect, test } from 'vitest';
import { encodeGlobalId } from '../global-id.js';
import { execute } from '../testing/execute.js';
import { Fails, type FakeConnector } from '../testing/fake-sources.js';
import { CRM, company, contact, deal, MAIL, member, phone } from '../testing/records.js';

const ada = contact('512', {
  emails: ['ada@example.org', 'ada@work.example'],
  givenName: 'Ada',
  familyName: 'Byron',
  phones: [phone('+44 20 7946 0000')],
  lifecycleStage: 'CUSTOMER',
  companyId: '7',
  updatedAt: '2026-11-20T00:00:00Z',
});
const adaMember = member('list1:ada', 'Ada@Example.org', {
  givenName: 'ADA',
  familyName: 'BYRON',
  phones: [phone('(020) 7946-0000'), phone('12345')],
  updatedAt: '2026-10-01T00:00:00Z',
});
const cleo = contact('514', { emails: ['cleo@example.org'], phones: [phone('+1 202 555 0100')] });
const cleoMember = member('list1:cleo', 'cleo@second.example', { phones: [phone('+1-202-555-0100')] });
const dan = contact('515', { emails: ['dan@example.org'] });
const danMember = member('list2:dan', 'dan@second.example', { links: [{ connector: 'crm', id: '515' }] });
const contacts = [ada, cleo, dan];
const members = [adaMember, cleoMember, danMember];

const crm: FakeConnector = {
  version: CRM.version,
  answers: {
    'contact.byId': (id) => contacts.find((c) => c.id === id) ?? null,
    'contact.byEmail': (email) => contacts.find((c) => c.emails.includes(email)) ?? null,
    'contact.byPhone': (digits) =>
      contacts.find((c) => c.phones.some((p) => p.number.replace(/\D/g, '') === digits)) ?? null,
    'contact.page': () => ({ items: contacts, next: null }),
    'company.byId': (id) => company(id, 'Analytical Engines'),
    'deal.idsByContact': (id) => (id === '512' ? ['900', '901', '902'] : []),
    'deal.byId': (id) => deal(id),
  },
};
const mail: FakeConnector = {
  version: MAIL.version,
  answers: {
    'audienceMember.byEmail': (email) => members.filter((m) => m.email.toLowerCase() === email),
    'audienceMember.byId': (id) => members.find((m) => m.id === id) ?? null,
  },
};
const down = (): never => {
  throw new Fails({ class: 'transient', message: 'down' });
};
const mailDown: FakeConnector = { version: MAIL.version, answers: { 'audienceMember.byEmail': down } };
const crmDown: FakeConnector = {
  version: CRM.version,
  answers: { 'contact.byEmail': down, 'contact.byId': down, 'contact.byPhone': down },
};

const CARD = `query ($email: EmailAddress!) { customer(email: $email) {
  id fullName emails phones { number } lifecycleStage company { name }
  deals(first: 2) { edges { node { name } } pageInfo { hasNextPage endCursor } }
  records { __typename id source { connector version } } } }`;

const card = (connectors: Record<string, FakeConnector>, email: string, settings = {}) =>
  execute(connectors, CARD, { variables: { email }, settings });

test('one person over two vendors, in one wave of questions by address', async () => {
  const { data, errors, sources } = await card({ crm, mail }, 'ADA@example.org');
  expect(errors).toEqual([]);
  expect(data).toEqual({
    customer: {
      id: encodeGlobalId({ kind: 'Customer', connector: 'crm', id: 'Contact:512' }),
      fullName: 'Ada Byron',
      emails: ['ada@example.org', 'ada@work.example'],
      phones: [{ number: '+44 20 7946 0000' }, { number: '12345' }],
      lifecycleStage: 'CUSTOMER',
      company: { name: 'Analytical Engines' },
      deals: {
        edges: [{ node: { name: 'Deal 900' } }, { node: { name: 'Deal 901' } }],
        pageInfo: { hasNextPage: true, endCursor: expect.any(String) },
      },
      records: [
        {
          __typename: 'Contact',
          id: encodeGlobalId({ kind: 'Contact', connector: 'crm', id: '512' }),
          source: CRM,
        },
        {
          __typename: 'AudienceMember',
          id: encodeGlobalId({ kind: 'AudienceMember', connector: 'mail', id: 'list1:ada' }),
          source: MAIL,
        },
      ],
    },
  });
  expect(sources.log().slice(0, 3)).toEqual([
    '1 contact.byEmail crm ×1',
    '1 audienceMember.byEmail mail ×1',
    '2 audienceMember.byEmail mail ×1',
  ]);
});

test.each([
  ['phone', 'cleo@second.example', 'Contact:514'],
  ['link', 'dan@second.example', 'Contact:515'],
])('a member under another address is joined with the contact by %s', async (_, email, id) => {
  const { at } = await card({ crm, mail }, email);
  expect(at('customer.id')).toBe(encodeGlobalId({ kind: 'Customer', connector: 'crm', id }));
  expect(at('customer.records.length')).toBe(2);
});

test('a contact that a loose search by phone gives is not merged', async () => {
  const loose: FakeConnector = { ...crm, answers: { ...crm.answers, 'contact.byPhone': () => ada } };
  const { at } = await card({ crm: loose, mail }, 'cleo@second.example');
  expect(at('customer.records.length')).toBe(1);
});

test('nobody knows the address: null without an error', async () => {
  const { data, errors } = await card({ crm, mail }, 'nobody@example.org');
  expect(data).toEqual({ customer: null });
  expect(errors).toEqual([]);
});

test('a vendor that fails leaves null at its place in records, and everything else whole', async () => {
  const { at, errors, lacks } = await card({ mail: mailDown, crm }, 'ada@example.org');
  expect(at('customer.fullName')).toBe('Ada Byron');
  expect(at('customer.records')).toEqual([expect.objectContaining({ source: CRM }), null]);
  expect(errors).toEqual([
    {
      path: 'customer.records.1',
      message: 'mail: down',
      extensions: { code: 'VENDOR_UNAVAILABLE', connector: 'mail', version: MAIL.version, retryable: true },
    },
  ]);
  expect(lacks).toEqual(
    expect.arrayContaining([
      { path: 'customer.fullName', connector: 'mail' },
      { path: 'customer.emails', connector: 'mail' },
      { path: 'customer.phones', connector: 'mail' },
    ]),
  );
});

test('what only the failing CRM knows is null with its error; the rest comes from who answered', async () => {
  const { at, errors } = await card({ crm: crmDown, mail }, 'ada@example.org');
  expect(at('customer.fullName')).toBe('ADA BYRON');
  expect(at('customer.deals')).toBeNull();
  expect(errors.map(({ path }) => path).toSorted()).toEqual([
    'customer.company',
    'customer.deals',
    'customer.lifecycleStage',
    'customer.records.0',
  ]);
});

test('when the only vendor that could know fails, the answer is its error and not "nobody"', async () => {
  const { data, errors } = await card({ crm: crmDown, mail }, 'nobody@example.org');
  expect(data).toEqual({ customer: null });
  expect(errors[0]).toMatchObject({ path: 'customer', extensions: { code: 'VENDOR_UNAVAILABLE', connector: 'crm' } });
});

test('configured precedence decides before the newest update', async () => {
  const { at, notes } = await card({ crm, mail }, 'ada@example.org', { precedence: { fullName: ['mail', 'crm'] } });
  expect(at('customer.fullName')).toBe('ADA BYRON');
  expect(notes.find(({ path }) => path === 'customer.fullName')?.origin.connector).toBe('mail');
});

test('stale records are noted at the fields that they fill', async () => {
  const { notes } = await card({ crm: { ...crm, stale: true }, mail }, 'ada@example.org');
  const stale = notes.filter(({ origin }) => origin.stale).map(({ path }) => path);
  expect(stale).toEqual(expect.arrayContaining(['customer.fullName', 'customer.lifecycleStage', 'customer.records.0']));
});

test('the id of a customer finds the same person again, from a contact and from a member', async () => {
  const ids = [
    { kind: 'Customer', connector: 'crm', id: 'Contact:512' } as const,
    { kind: 'Customer', connector: 'mail', id: 'AudienceMember:list1:ada' } as const,
  ].map(encodeGlobalId);
  for (const id of ids) {
    const { data } = await execute({ crm, mail }, `{ node(id: "${id}") { ... on Customer { id emails } } }`);
    expect(data).toEqual({ node: { id: ids[0], emails: ['ada@example.org', 'ada@work.example'] } });
  }
});

test('deals are read on from a cursor', async () => {
  const { at } = await card({ crm, mail }, 'ada@example.org');
  const after = at('customer.deals.pageInfo.endCursor');
  const rest = await execute(
    { crm, mail },
    `{ customer(email: "ada@example.org") { deals(after: "${after}") { edges { node { name } } pageInfo { hasNextPage } } } }`,
  );
  expect(rest.data).toEqual({
    customer: { deals: { edges: [{ node: { name: 'Deal 902' } }], pageInfo: { hasNextPage: false } } },
  });
});

test('a page of customers joins the other vendors in one wave, whatever its length', async () => {
  const many = Array.from({ length: 100 }, (_, at) => contact(String(at + 1)));
  const bigCrm: FakeConnector = {
    ...crm,
    answers: { ...crm.answers, 'contact.page': () => ({ items: many, next: null }) },
  };
  const { at, sources, errors } = await execute(
    { crm: bigCrm, mail },
    '{ customers(first: 100) { edges { node { fullName emails records { source { connector } } } } } }',
  );
  expect(errors).toEqual([]);
  expect(at('customers.edges.length')).toBe(100);
  expect(sources.log()).toEqual(['1 contact.page crm ×1', '2 audienceMember.byEmail mail ×100']);
});

test('nobody is known to be missing when no vendor knows people: CAPABILITY_MISSING, not null alone', async () => {
  const { data, errors } = await execute({}, '{ customer(email: "ada@example.org") { fullName } }');
  expect(data).toEqual({ customer: null });
  expect(errors).toMatchObject([{ path: 'customer', extensions: { code: 'CAPABILITY_MISSING', retryable: false } }]);
});

test('consents and deals that no vendor keeps are null with CAPABILITY_MISSING, not empty lists', async () => {
  const ada = contact('512', { emails: ['ada@example.org'] });
  const bare: FakeConnector = { version: '2.0.0', answers: { 'contact.byEmail': () => ada } };
  const { data, errors } = await execute(
    { bare },
    '{ customer(email: "ada@example.org") { consents { purpose } deals { edges { cursor } } } }',
  );
  expect(data).toEqual({ customer: { consents: null, deals: null } });
  expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([
    ['customer.consents', 'CAPABILITY_MISSING'],
    ['customer.deals', 'CAPABILITY_MISSING'],
  ]);
});
