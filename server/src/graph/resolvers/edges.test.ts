import { expect, test } from 'vitest';
import { encodeGlobalId } from '../global-id.js';
import { execute } from '../testing/execute.js';
import { Fails, type FakeConnector } from '../testing/fake-sources.js';
import { company, contact, deal, MAIL, member } from '../testing/records.js';

const ids = ['1', '2', '3', '4'];
const crm: FakeConnector = {
  version: '2.0.0',
  answers: {
    'contact.page': () => ({
      items: ids.map((id) =>
        contact(id, { givenName: 'Eve', familyName: id, companyId: '7', phones: [{ number: '5', kind: 'WORK' }] }),
      ),
      next: null,
    }),
    'contact.byId': (id) => contact(id),
    'contact.idsByDeal': () => ['1', '2'],
    'contact.idsByCompany': () => ids,
    'company.byId': (id) => company(id, `Company ${id}`),
    'company.idsByDeal': (id) => (id === 'd1' ? ['7', '8'] : []),
    'company.page': () => ({ items: [company('7', 'Seven'), company('8', 'Eight')], next: null }),
    'deal.idsByContact': (id) => [`d${id}`],
    'deal.idsByCompany': () => ['d1', 'd2', 'd3'],
    'deal.byId': (id) => {
      if (id === 'd3') throw new Fails({ class: 'transient', message: 'down' });
      return deal(id, { amount: { amount: '1234.50', currency: 'EUR' } });
    },
  },
};

const sourced = { source: { connector: 'ads', version: '3.0.0' }, status: null, createdAt: null, updatedAt: null };
const campaign = { ...sourced, kind: 'AdCampaign', id: 'c1', name: 'C', objective: null, dailyBudget: null } as const;
const adSet = { ...sourced, kind: 'AdSet', id: 's1', campaignId: 'c1', name: 'S', dailyBudget: null } as const;
const ad = { ...sourced, kind: 'Ad', id: 'a1', adSetId: 's1', campaignId: 'c1', name: 'A' } as const;
const ads: FakeConnector = {
  version: '3.0.0',
  answers: {
    'adCampaign.page': () => ({ items: [campaign], next: null }),
    'adCampaign.byId': () => campaign,
    'adSet.byCampaign': () => [adSet],
    'adSet.byId': () => adSet,
    'ad.byAdSet': () => [ad, { ...ad, id: 'a2' }],
    'ad.statistics': ({ id }) => ({
      spend: { amount: '1.00', currency: 'EUR' },
      impressions: 1,
      clicks: id === 'a2' ? 2 : 1,
      conversions: 0,
    }),
  },
};

const audience = { kind: 'Audience', source: MAIL, id: 'list1', name: 'News', memberCount: 2 } as const;
const dated = { createdAt: null, updatedAt: null };
const mailing = { kind: 'EmailCampaign', source: MAIL, name: 'M', subject: 's', status: 'sent', sentAt: null } as const;
const mail: FakeConnector = {
  version: MAIL.version,
  answers: {
    'audience.page': () => ({ items: [{ ...audience, ...dated }], next: null }),
    'audience.byId': () => ({ ...audience, ...dated }),
    'audienceMember.page': ({ audienceId }) => ({ items: [member(`${audienceId}:a`, 'a@example.org')], next: null }),
    'emailCampaign.page': () => ({
      items: ['sent', 'draft'].map((id) => ({ ...mailing, ...dated, id, audienceId: id === 'sent' ? 'list1' : null })),
      next: null,
    }),
    'emailCampaign.statistics': (id) => ({
      sent: id === 'sent' ? 200 : 0,
      uniqueOpens: id === 'sent' ? 50 : 0,
      uniqueClicks: id === 'sent' ? 10 : 0,
      unsubscribed: 0,
      bounced: 0,
    }),
  },
};

test('neighbours of a page of contacts cost one batch a level', async () => {
  const { at, errors, sources } = await execute(
    { crm },
    `{ contacts { edges { node { id name fullName phone company { name }
       deals { edges { node { amountNumber amount { amount currency } company { name } } } } } } } }`,
  );
  expect(errors.map(({ path }) => path)).toEqual(['contacts.edges.2.node.deals.edges.0.node']);
  expect(at('contacts.edges.0.node')).toEqual({
    id: encodeGlobalId({ kind: 'Contact', connector: 'crm', id: '1' }),
    name: 'Eve 1',
    fullName: 'Eve 1',
    phone: '5',
    company: { name: 'Company 7' },
    deals: {
      edges: [
        {
          node: {
            amountNumber: 1234.5,
            amount: { amount: '1234.50', currency: 'EUR' },
            company: { name: 'Company 7' },
          },
        },
      ],
    },
  });
  expect(at('contacts.edges.1.node.deals.edges.0.node.company')).toBeNull();
  expect(sources.log()).toEqual([
    '1 contact.page crm ×1',
    '2 company.byId crm ×1',
    '2 deal.idsByContact crm ×4',
    '3 deal.byId crm ×4',
    '4 company.idsByDeal crm ×3',
  ]);
});

test('a company shows its contacts and deals in pages; a deal that fails is null at its place', async () => {
  const query = (after: string) =>
    `{ companies { edges { node { contacts(first: 3${after}) { edges { node { emails } } pageInfo { hasNextPage endCursor } }
       deals { edges { node { name contacts { edges { node { emails } } } } } } } } } }`;
  const { at, errors } = await execute({ crm }, query(''));
  expect(at('companies.edges.0.node.contacts.edges.length')).toBe(3);
  expect(at('companies.edges.0.node.contacts.pageInfo.hasNextPage')).toBe(true);
  expect(at('companies.edges.0.node.deals.edges.1.node.name')).toBe('Deal d2');
  expect(at('companies.edges.0.node.deals.edges.2')).toEqual({ node: null });
  expect(errors[0]).toMatchObject({
    path: 'companies.edges.0.node.deals.edges.2.node',
    extensions: { code: 'VENDOR_UNAVAILABLE' },
  });
  const rest = await execute({ crm }, query(`, after: "${at('companies.edges.0.node.contacts.pageInfo.endCursor')}"`));
  expect(rest.at('companies.edges.0.node.contacts')).toMatchObject({
    edges: [{ node: { emails: ['person4@example.org'] } }],
    pageInfo: { hasNextPage: false },
  });
});

test('advertising can be walked down and up, with statistics at every level', async () => {
  const { data, errors } = await execute(
    { ads },
    `query ($range: DateRange!) { adCampaigns { edges { node { statistics(range: $range) { clicks }
       adSets { name campaign { name } statistics(range: $range) { spend { amount } }
         ads { adSet { name } statistics(range: $range) { clicks } } } } } } }`,
    { variables: { range: { since: '2026-11-01', until: '2026-11-02' } } },
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    adCampaigns: {
      edges: [
        {
          node: {
            statistics: { clicks: 1 },
            adSets: [
              {
                name: 'S',
                campaign: { name: 'C' },
                statistics: { spend: { amount: '1.00' } },
                ads: [
                  { adSet: { name: 'S' }, statistics: { clicks: 1 } },
                  { adSet: { name: 'S' }, statistics: { clicks: 2 } },
                ],
              },
            ],
          },
        },
      ],
    },
  });
});

test('mailings show their audience and rates; nothing sent has no rate', async () => {
  const { data, errors } = await execute(
    { mail },
    '{ emailCampaigns { edges { node { audience { name } statistics { sent openRate clickRate } } } } }',
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    emailCampaigns: {
      edges: [
        { node: { audience: { name: 'News' }, statistics: { sent: 200, openRate: 0.25, clickRate: 0.05 } } },
        { node: { audience: null, statistics: { sent: 0, openRate: null, clickRate: null } } },
      ],
    },
  });
});

test('an audience shows its members, and a member its audience', async () => {
  const { data } = await execute(
    { mail },
    '{ audiences { edges { node { members { edges { node { email audience { name } } } } } } } }',
  );
  expect(data).toEqual({
    audiences: {
      edges: [{ node: { members: { edges: [{ node: { email: 'a@example.org', audience: { name: 'News' } } }] } } }],
    },
  });
});

test('connectors tell their versions and what they can do', async () => {
  const { data } = await execute(
    { crm: { version: '2.0.0', answers: { 'deal.byId': () => null } }, mail },
    '{ connectors { id version capabilities } }',
  );
  expect(data).toMatchObject({
    connectors: [
      { id: 'crm', version: '2.0.0', capabilities: ['deal.byId'] },
      { id: 'mail', version: '1.2.0' },
    ],
  });
});

test('a node of a vendor that is not connected any more says so; a node that is gone is null', async () => {
  const gone = encodeGlobalId({ kind: 'AdSet', connector: 'other', id: '1' });
  const { errors } = await execute({ crm }, `{ node(id: "${gone}") { id } }`);
  expect(errors[0]?.extensions.code).toBe('CONNECTOR_NOT_CONNECTED');
  const nobody: FakeConnector = { version: '2.0.0', answers: { 'contact.byId': () => null } };
  const id = encodeGlobalId({ kind: 'Contact', connector: 'crm', id: '99' });
  expect(await execute({ crm: nobody }, `{ node(id: "${id}") { id } }`)).toMatchObject({
    data: { node: null },
    errors: [],
  });
});
