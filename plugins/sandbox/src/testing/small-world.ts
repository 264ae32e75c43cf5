import type { Person, World, WorldDeal } from '../world/world.js';

const CREATED = Date.UTC(2026, 0, 5, 10);
const UPDATED = Date.UTC(2026, 1, 1, 8, 30);

/** Three people (the third only in Mailchimp), two companies, two deals; small enough to know by heart. */
export function smallWorld(): World {
  const people: Person[] = [
    person(1, { id: 501, email: 'ada@example.org', givenName: 'Ada', familyName: 'Byron', phone: '+49 30 1234-567' }),
    person(2, { id: 503, email: 'grace@example.org', givenName: 'Grace', familyName: 'Murray', phone: null }),
    { ...person(3, null), companyIndex: null },
  ];
  return {
    options: {
      seed: 1,
      people: 3,
      companies: 2,
      deals: 2,
      opportunities: 0,
      audiences: 0,
      adCampaigns: 0,
      searchCampaigns: 0,
      days: 30,
      today: '2026-02-01',
    },
    people,
    companies: [1, 2].map((index) => ({
      index,
      id: 800 + index,
      name: `Company ${index}`,
      domain: `company${index}.example`,
      createdAt: CREATED,
      updatedAt: UPDATED,
    })),
    deals: [deal(1, 1, true), deal(2, 3, false)],
    audiences: [],
    memberships: [],
    mailings: [],
    adCampaigns: [],
    adSets: [],
    ads: [],
    adDays: [],
    klaviyo: { profiles: [], lists: [], listMembers: [], campaigns: [], metrics: [], events: [] },
    owners: [1, 2].map((index) => ({
      index,
      id: 700 + index,
      givenName: 'Jana',
      familyName: `Owner ${index}`,
      email: `owner${index}@sales.example`,
      createdAt: CREATED,
      updatedAt: UPDATED,
      leftAt: index === 2 ? UPDATED : null,
    })),
    ownerships: [{ personIndex: 1, ownerIndex: 2 }],
    marketoLeads: [],
    salesforcePeople: [],
    opportunities: [],
    search: { campaigns: [], adGroups: [], ads: [], days: [] },
    webDays: [],
  };
}

type HubSpotSide = { id: number; email: string; givenName: string; familyName: string; phone: string | null };

function person(index: number, hubspot: HubSpotSide | null): Person {
  return {
    index,
    hubspot: hubspot && { ...hubspot, updatedAt: UPDATED },
    mailchimp: null,
    companyIndex: 1,
    source: index === 1 ? 'PAID_SOCIAL' : null,
    stage: 'lead',
    createdAt: CREATED,
    becameMqlAt: index === 1 ? CREATED + 1_000 : null,
    becameSqlAt: null,
  };
}

function deal(index: number, personIndex: number, won: boolean): WorldDeal {
  return {
    index,
    id: 900 + index,
    name: `Deal ${index}`,
    amount: '1250.50',
    currency: 'EUR',
    stage: won ? 'closedwon' : 'closedlost',
    won,
    closedAt: UPDATED,
    createdAt: CREATED,
    updatedAt: UPDATED,
    personIndex,
    companyIndex: index,
  };
}
