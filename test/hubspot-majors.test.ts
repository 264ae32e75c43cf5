import type { Call, Connector } from '@selvedge/connector-api';
import { vendorFetch } from '@selvedge/connector-api/testing';
import majorTwo from '@selvedge/connector-hubspot';
import majorOne from '@selvedge/connector-hubspot-v1';
import majorThree from '@selvedge/connector-hubspot-v3';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import type { CapabilityName, ContactRecord, InputOf, Page, PageInput } from '@selvedge/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCapability } from './support/run-capability.js';

const EVER = { since: '2000-01-01T00:00:00Z', until: '2100-01-01T00:00:00Z' };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, people: 150, companies: 10, deals: 40, days: 3, quotas: false });
});
afterAll(() => sandbox.close());

describe('all majors of the HubSpot connector answer the same', () => {
  it('to contacts by id', async () => {
    const ids = [...contacts().map(({ id }) => String(id)), '999999999', 'no-number'].slice(-100);
    const answers = await all('contact.byId', ids);
    expect(answers.filter((answer) => answer !== null).length).toBeGreaterThan(50);
  });

  it('to contacts by e-mail in any case', async () => {
    const emails = contacts().map(({ email }, at) => (at % 2 === 0 ? email.toUpperCase() : email));
    const answers = await all('contact.byEmail', [...emails.slice(0, 98), 'nobody@example.invalid', emails[0] ?? '']);
    expect(answers.at(-2)).toBeNull();
    expect(answers.at(-1)).toMatchObject({ emails: [contacts()[0]?.email] });
  });

  it('to the whole list of contacts, page by page', async () => {
    const [legacy, current, dated] = await walkAll({ first: 40 });
    expect(legacy).toEqual(current);
    expect(dated).toEqual(current);
    expect(current).toHaveLength(contacts().length);
  });

  it('to a search for a name', async () => {
    const query = 'ada';
    const [legacy, current, dated] = await walkAll({ first: 2, query });
    expect(legacy).toEqual(current);
    expect(dated).toEqual(current);
    expect(current?.map(({ givenName }) => givenName)).toContain('Ada');
  });

  it('to contacts written by any', async () => {
    const email = 'Grace.Weaver@Example.org';
    const [[created], [updated], [again]] = [
      await ask(majorOne, 'contact.upsert', [
        { email, givenName: 'Grace', lifecycleStage: 'LEAD', phone: '(020) 7946 0001' },
      ]),
      await ask(majorTwo, 'contact.upsert', [{ email: email.toLowerCase(), familyName: 'Smith', phone: null }]),
      await ask(majorThree, 'contact.upsert', [{ email, familyName: 'Weaver' }]),
    ];
    expect(created).toMatchObject({ created: true });
    expect(updated).toEqual({ ...created, created: false });
    expect(again).toEqual(updated);
    const [contact] = await all('contact.byEmail', [email]);
    expect(contact).toMatchObject({
      emails: [email.toLowerCase()],
      givenName: 'Grace',
      familyName: 'Weaver',
      phones: [],
      lifecycleStage: 'LEAD',
    });
  });

  it('to companies, deals, their neighbours and their stages', async () => {
    const deals = sandbox.world.deals.map(({ id }) => String(id));
    const companies = sandbox.world.companies.map(({ id }) => String(id));
    const people = contacts().map(({ id }) => String(id));
    await all('company.byId', companies);
    await all('company.page', [{ first: 100, after: null }]);
    await all('deal.byId', deals);
    await all('deal.page', [{ first: 100, after: null }]);
    await all('contact.idsByCompany', companies);
    await all('contact.idsByDeal', deals);
    await all('company.idsByDeal', deals);
    await all('deal.idsByContact', people);
    await all('deal.idsByCompany', companies);
    await all('contact.stageChanges', [{ stage: 'MARKETING_QUALIFIED_LEAD', ...EVER }]);
    const [won] = await all('deal.won', [EVER]);
    expect(won).toHaveLength(sandbox.world.deals.filter((deal) => deal.won).length);
  });

  it('to owners, those who have left too, and to consents', async () => {
    const { owners, ownerships } = sandbox.world;
    const named = await all('owner.byId', [...owners.map(({ id }) => String(id)), '1']);
    expect(named.filter((owner) => owner !== null)).toHaveLength(owners.length);
    const [ada] = await all('contact.byId', [String(contacts()[0]?.id)]);
    const adasOwner = owners.find(({ index }) => index === ownerships[0]?.ownerIndex);
    expect(ada?.ownerId).toBe(String(adasOwner?.id));
    const [consents] = await all('consent.byEmail', [contacts()[0]?.email ?? '']);
    expect(consents?.map(({ status }) => status)).toEqual(['DENIED', 'GRANTED', 'GRANTED']);
  });
});

describe('majors 2 and 3 have what the legacy API has not', () => {
  it('lists of contacts, the same in both', async () => {
    const [page] = await all('audience.page', [{ first: 5, after: null }], [majorTwo, majorThree]);
    expect(page?.items[0]).toMatchObject({ name: 'All contacts', memberCount: contacts().length });
    expect(page?.items).toHaveLength(5);
    const ids = page?.items.map(({ id }) => id) ?? [];
    expect(await all('audience.byId', ids, [majorTwo, majorThree])).toEqual(page?.items);
  });

  it('contacts by phone, the same in both', async () => {
    const digits = contacts().flatMap(({ phone }) => (phone === null ? [] : [phone.replace(/\D/g, '')]));
    const found = await all('contact.byPhone', digits.slice(0, 14), [majorTwo, majorThree]);
    expect(found.filter((contact) => contact !== null)).toHaveLength(14);
  });
});

describe('a person is erased', () => {
  it.each([
    { major: 1, connector: majorOne, status: 'recoverable', archived: 1 },
    { major: 2, connector: majorTwo, status: 'erased', archived: 0 },
    { major: 3, connector: majorThree, status: 'erased', archived: 0 },
  ])('by major $major: $status, and gone from every major', async ({ major, connector, status, archived }) => {
    const account = `erasing-${major}`;
    const person = contacts().at(-major);
    const input = { email: person?.email.toUpperCase() ?? '' };
    const [outcome, nobody] = await ask(connector, 'person.erase', [input, { email: 'late@example.org' }], account);
    expect(outcome).toMatchObject({ status, ids: [String(person?.id)] });
    expect(nobody).toEqual({ status: 'not-found', ids: [], note: null });
    for (const reader of MAJORS) {
      expect(await ask(reader, 'contact.byId', [String(person?.id)], account)).toEqual([null]);
      expect(await ask(reader, 'contact.byEmail', [input.email], account)).toEqual([null]);
    }
    expect(await archivedContacts(account)).toHaveLength(archived);
    expect(await ask(connector, 'person.erase', [input], account)).toMatchObject([{ status: 'not-found' }]);
    // Had the unknown address been sent to HubSpot for erasure, it would be blocked now.
    const [late] = await ask(connector, 'contact.upsert', [{ email: 'late@example.org' }], account);
    expect(late).toMatchObject({ created: true });
  });
});

const MAJORS: readonly Connector[] = [majorOne, majorTwo, majorThree];

/** What all answer, after making sure that it is the same. */
async function all<C extends CapabilityName>(capability: C, inputs: readonly InputOf<C>[], majors = MAJORS) {
  const answers = await Promise.all(majors.map((major) => ask(major, capability, inputs)));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  return answers[0] ?? [];
}

function walkAll(input: Omit<PageInput, 'after'>): Promise<ContactRecord[][]> {
  return Promise.all(MAJORS.map((major) => walk(major, input)));
}

async function archivedContacts(account: string): Promise<unknown[]> {
  const url = `${sandbox.baseUrl('hubspot')}/crm/v3/objects/contacts?archived=true`;
  const answer = await fetch(url, { headers: { authorization: `Bearer pat-sandbox-${account}` } });
  return ((await answer.json()) as { results: unknown[] }).results;
}

async function walk(connector: Connector, input: Omit<PageInput, 'after'>): Promise<ContactRecord[]> {
  const items: ContactRecord[] = [];
  let after: string | null = null;
  do {
    const [page]: readonly (Page<ContactRecord> | null)[] = await ask(connector, 'contact.page', [{ ...input, after }]);
    items.push(...(page?.items ?? []));
    after = page?.next ?? null;
  } while (after !== null);
  return items;
}

function ask<C extends CapabilityName>(
  connector: Connector,
  capability: C,
  inputs: readonly InputOf<C>[],
  account = 'default',
) {
  return runCapability(connector, capability, inputs, callOf(connector, account));
}

function callOf(connector: Connector, account: string): Call {
  const baseUrl = sandbox.baseUrl('hubspot');
  const fetch = vendorFetch({ connector, baseUrl, credential: `pat-sandbox-${account}` });
  return { signal: AbortSignal.timeout(10_000), settings: {}, fetch };
}

function contacts() {
  return sandbox.world.people.flatMap(({ hubspot }) => (hubspot === null ? [] : [hubspot]));
}
