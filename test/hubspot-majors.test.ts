import type { Call, Connector } from '@selvedge/connector-api';
import { vendorFetch } from '@selvedge/connector-api/testing';
import majorTwo from '@selvedge/connector-hubspot';
import majorOne from '@selvedge/connector-hubspot-v1';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import type { CapabilityName, ContactRecord, InputOf, OutputOf, Page, PageInput } from '@selvedge/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const EVER = { since: '2000-01-01T00:00:00Z', until: '2100-01-01T00:00:00Z' };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, people: 150, companies: 10, deals: 40, days: 3, quotas: false });
});
afterAll(() => sandbox.close());

describe('both majors of the HubSpot connector answer the same', () => {
  it('to contacts by id', async () => {
    const ids = [...contacts().map(({ id }) => String(id)), '999999999', 'no-number'].slice(-100);
    const answers = await both('contact.byId', ids);
    expect(answers.filter((answer) => answer !== null).length).toBeGreaterThan(50);
  });

  it('to contacts by e-mail in any case', async () => {
    const emails = contacts().map(({ email }, at) => (at % 2 === 0 ? email.toUpperCase() : email));
    const answers = await both('contact.byEmail', [...emails.slice(0, 98), 'nobody@example.invalid', emails[0] ?? '']);
    expect(answers.at(-2)).toBeNull();
    expect(answers.at(-1)).toMatchObject({ emails: [contacts()[0]?.email] });
  });

  it('to the whole list of contacts, page by page', async () => {
    const [legacy, current] = [await walk(majorOne, { first: 40 }), await walk(majorTwo, { first: 40 })];
    expect(legacy).toEqual(current);
    expect(current).toHaveLength(contacts().length);
  });

  it('to a search for a name', async () => {
    const query = 'ada';
    const [legacy, current] = [await walk(majorOne, { first: 2, query }), await walk(majorTwo, { first: 2, query })];
    expect(legacy).toEqual(current);
    expect(current.map(({ givenName }) => givenName)).toContain('Ada');
  });

  it('to contacts written by either', async () => {
    const email = 'Grace.Weaver@Example.org';
    const [[created], [updated]] = [
      await ask(majorOne, 'contact.upsert', [
        { email, givenName: 'Grace', lifecycleStage: 'LEAD', phone: '(020) 7946 0001' },
      ]),
      await ask(majorTwo, 'contact.upsert', [{ email: email.toLowerCase(), familyName: 'Weaver', phone: null }]),
    ];
    expect(created).toMatchObject({ created: true });
    expect(updated).toEqual({ ...created, created: false });
    const [contact] = await both('contact.byEmail', [email]);
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
    await both('company.byId', companies);
    await both('company.page', [{ first: 100, after: null }]);
    await both('deal.byId', deals);
    await both('deal.page', [{ first: 100, after: null }]);
    await both('contact.idsByCompany', companies);
    await both('contact.idsByDeal', deals);
    await both('company.idsByDeal', deals);
    await both('deal.idsByContact', people);
    await both('deal.idsByCompany', companies);
    await both('contact.stageChanges', [{ stage: 'MARKETING_QUALIFIED_LEAD', ...EVER }]);
    const [won] = await both('deal.won', [EVER]);
    expect(won).toHaveLength(sandbox.world.deals.filter((deal) => deal.won).length);
  });
});

/** What both answer, after making sure that it is the same. */
async function both<C extends CapabilityName>(capability: C, inputs: readonly InputOf<C>[]) {
  const [legacy, current] = [await ask(majorOne, capability, inputs), await ask(majorTwo, capability, inputs)];
  expect(legacy).toEqual(current);
  return current;
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

async function ask<C extends CapabilityName>(
  connector: Connector,
  capability: C,
  inputs: readonly InputOf<C>[],
): Promise<(OutputOf<C> | null)[]> {
  const implementation = connector.capabilities[capability];
  if (implementation === undefined) throw new Error(`The connector has no ${capability}.`);
  const answers = await implementation.run(inputs, callOf(connector));
  return answers.map((answer) => {
    if (answer instanceof Error) throw answer;
    return answer;
  });
}

function callOf(connector: Connector): Call {
  const baseUrl = sandbox.baseUrl('hubspot');
  const fetch = vendorFetch({ connector, baseUrl, credential: 'pat-sandbox-default' });
  return { signal: AbortSignal.timeout(10_000), settings: {}, fetch };
}

function contacts() {
  return sandbox.world.people.flatMap(({ hubspot }) => (hubspot === null ? [] : [hubspot]));
}
