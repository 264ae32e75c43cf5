import type { Call, Connector } from '@selvedge/connector-api';
import { vendorFetch } from '@selvedge/connector-api/testing';
import majorTwo from '@selvedge/connector-salesforce';
import majorOne from '@selvedge/connector-salesforce-v1';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import type { CapabilityName, ContactRecord, InputOf, Page, PageInput } from '@selvedge/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCapability } from './support/run-capability.js';
import { sandboxControl } from './support/sandbox-control.js';

const EVER = { since: '2000-01-01T00:00:00Z', until: '2100-01-01T00:00:00Z' };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({
    port: 0,
    people: 300,
    companies: 10,
    deals: 40,
    opportunities: 80,
    days: 3,
    quotas: false,
  });
});
afterAll(() => sandbox.close());

describe('both majors of the Salesforce connector answer the same', () => {
  it('to contacts and leads by id, long and short', async () => {
    const ids = (await walk(majorTwo, { first: 100 })).map(({ id }) => id);
    const asked = [...ids, ids[0]?.slice(0, 15) ?? '', '0035g0000ZZZZZZ', 'no-id', ids[0]?.toLowerCase() ?? ''];
    const answers = await both('contact.byId', asked);
    expect(answers.slice(-4)).toEqual([answers[0], null, null, null]);
    expect(answers.slice(0, ids.length).map((answer) => answer?.id)).toEqual(ids);
    expect(new Set(ids.map((id) => id.slice(0, 3)))).toEqual(new Set(['003', '00Q']));
  });

  it('to people by e-mail in any case', async () => {
    const emails = people().map(({ email }, at) => (at % 2 === 0 ? email.toUpperCase() : email.toLowerCase()));
    const answers = await both('contact.byEmail', [...emails, 'nobody@example.invalid', emails[0] ?? '']);
    expect(answers.at(-2)).toBeNull();
    expect(answers.at(-1)).toMatchObject({ familyName: 'Byron', originalSource: 'PAID_SOCIAL' });
    expect(answers.filter((answer) => answer !== null)).toHaveLength(people().length + 1);
  });

  it('to the whole list of people, page by page, and to a search for a name', async () => {
    for (const query of [undefined, 'byron', "o'%_\\"]) {
      const input = { first: 17, ...(query === undefined ? {} : { query }) };
      const [first, second] = [await walk(majorOne, input), await walk(majorTwo, input)];
      expect(first).toEqual(second);
      expect(first.length).toBe(query === undefined ? people().length : query === 'byron' ? first.length : 0);
    }
    expect(await walk(majorTwo, { first: 5, query: 'ada byron' })).toMatchObject([{ familyName: 'Byron' }]);
  });

  it('to companies, deals, owners, their neighbours and their stages', async () => {
    const [contacts, companies, deals] = [
      (await walk(majorTwo, { first: 100 })).map(({ id }) => id),
      (await both('company.page', [{ first: 100, after: null }]))[0]?.items.map(({ id }) => id) ?? [],
      (await both('deal.page', [{ first: 100, after: null }]))[0]?.items.map(({ id }) => id) ?? [],
    ];
    const people = await both('contact.byId', contacts);
    expect(await both('company.byId', companies)).not.toContain(null);
    expect(await both('deal.byId', deals)).not.toContain(null);
    await both('contact.idsByCompany', companies);
    await both('contact.idsByDeal', deals);
    await both('company.idsByDeal', deals);
    await both('deal.idsByContact', contacts);
    await both('deal.idsByCompany', companies);
    expect(
      await both(
        'owner.byId',
        people.flatMap((person) => person?.ownerId ?? []),
      ),
    ).not.toContain(null);
    const [mql] = await both('contact.stageChanges', [{ stage: 'MARKETING_QUALIFIED_LEAD', ...EVER }]);
    expect(mql?.length).toBe(people.filter((person) => person?.becameMarketingQualifiedAt).length);
    const [won] = await both('deal.won', [EVER]);
    expect(won).toHaveLength(sandbox.world.opportunities.filter((opportunity) => opportunity.won).length);
  });

  it('to contacts written by either, and erased by either', async () => {
    const email = 'Grace.Weaver@Example.org';
    const [[created], [updated]] = [
      await ask(majorOne, 'contact.upsert', [{ email, givenName: 'Grace', familyName: 'W', phone: '(020) 7946 0001' }]),
      await ask(majorTwo, 'contact.upsert', [{ email: email.toLowerCase(), familyName: 'Weaver', phone: null }]),
    ];
    expect(created).toMatchObject({ created: true });
    expect(updated).toEqual({ ...created, created: false });
    expect(await ask(majorOne, 'contact.upsert', [{ email, givenName: 'Gracie' }])).toEqual([updated]);
    const [contact] = await both('contact.byEmail', [email]);
    expect(contact).toMatchObject({ givenName: 'Gracie', familyName: 'Weaver', phones: [] });

    for (const major of [majorOne, majorTwo]) {
      const [{ id } = { id: '' }] = (await ask(majorTwo, 'contact.upsert', [{ email, familyName: 'W' }])).filter(
        (written) => written !== null,
      );
      const [erased, nobody] = [
        await ask(major, 'person.erase', [{ email: email.toUpperCase() }]),
        await ask(major, 'person.erase', [{ email }]),
      ];
      expect(erased).toMatchObject([{ status: 'recoverable', ids: [id], note: expect.stringContaining('15 days') }]);
      expect(nobody).toEqual([{ status: 'not-found', ids: [], note: null }]);
      expect(await both('contact.byId', [id])).toEqual([null]);
    }
  });

  it('with the calls of one record each in major 1, and of many in major 2', async () => {
    const contacts = (await walk(majorTwo, { first: 100 })).map(({ id }) => id).filter((id) => id.startsWith('003'));
    expect(await callsOf(majorOne, contacts)).toBe(contacts.length);
    expect(await callsOf(majorTwo, contacts)).toBe(1);
  });
});

async function callsOf(connector: Connector, ids: readonly string[]): Promise<number> {
  const control = sandboxControl(sandbox.url);
  await control.resetCalls();
  await ask(connector, 'contact.byId', ids);
  return control.totalCalls({ vendor: 'salesforce' });
}

/** What both answer, after making sure that it is the same. */
async function both<C extends CapabilityName>(capability: C, inputs: readonly InputOf<C>[]) {
  const [first, second] = [await ask(majorOne, capability, inputs), await ask(majorTwo, capability, inputs)];
  expect(first).toEqual(second);
  return second;
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

function ask<C extends CapabilityName>(connector: Connector, capability: C, inputs: readonly InputOf<C>[]) {
  return runCapability(connector, capability, inputs, callOf(connector));
}

function callOf(connector: Connector): Call {
  const baseUrl = sandbox.baseUrl('salesforce');
  const fetch = vendorFetch({ connector, baseUrl, credential: '00Dsandbox-default' });
  return { signal: AbortSignal.timeout(10_000), settings: {}, fetch };
}

function people() {
  return sandbox.world.salesforcePeople;
}
