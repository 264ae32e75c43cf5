import type { Samples } from '@selvedge/connector-api/testing';
import type { SampleWorld } from './sample-world.js';

const EVER = { since: '2000-01-01T00:00:00Z', until: '2100-01-01T00:00:00Z' };
/** Before HubSpot: the n-th day of 1990. */
const noSuchRange = (n: number) => ({
  since: '1990-01-01T00:00:00Z',
  until: new Date(631_152_000_000 + n).toISOString(),
});
const noSuchId = (n: number) => String(990_000_000 + n);

/** Samples of everything that any major of the connector can do. */
export function crmSamples(world: SampleWorld): Samples {
  const contacts = world.people.flatMap(({ hubspot, ...person }) =>
    hubspot === null ? [] : [{ ...person, ...hubspot }],
  );
  const contactOf = new Map(contacts.map((contact) => [contact.index, contact]));
  const companyOf = new Map(world.companies.map((company) => [company.index, company]));
  const dealsOfContacts = world.deals.filter(({ personIndex }) => contactOf.has(personIndex));
  const dealsOfCompanies = world.deals.filter(({ companyIndex }) => companyIndex !== null);
  const ids = (rows: readonly { id: number }[]) => ({
    present: threeOf(rows.map(({ id }) => String(id))),
    missing: noSuchId,
  });
  const linked = (keys: readonly (number | undefined)[]) => ({
    present: threeOf([...new Set(keys.filter((key) => key !== undefined))].map(String)),
    missing: noSuchId,
  });
  const companyIdOf = ({ companyIndex }: { companyIndex: number | null }) => companyOf.get(companyIndex ?? -1)?.id;
  return {
    'contact.byId': ids(contacts),
    'contact.byEmail': {
      present: threeOf(contacts.map(({ email }, at) => (at % 2 === 0 ? email : email.toUpperCase()))),
      missing: (n) => `nobody.${n}@example.invalid`,
    },
    'contact.byPhone': {
      present: threeOf(contacts.flatMap(({ phone }) => (phone === null ? [] : [phone.replace(/\D/g, '')]))),
      missing: (n) => `999000000${n}`,
    },
    'contact.page': { input: {}, total: contacts.length },
    'contact.idsByCompany': linked(contacts.map(companyIdOf)),
    'contact.idsByDeal': linked(oneAPerson(dealsOfContacts).map(({ id }) => id)),
    'contact.stageChanges': {
      present: [
        { stage: 'MARKETING_QUALIFIED_LEAD', ...EVER },
        { stage: 'SALES_QUALIFIED_LEAD', ...EVER },
      ],
      missing: (n) => ({ stage: 'SALES_QUALIFIED_LEAD', ...noSuchRange(n) }),
    },
    'contact.upsert': {
      writes: [
        { email: 'New.Person@example.com', givenName: 'New', familyName: 'Person', lifecycleStage: 'LEAD' },
        { email: 'other.person@example.com', phone: '+44 20 7946 0999' },
      ],
      refused: { email: 'no-address' },
    },
    'owner.byId': ids([...world.owners.slice(0, 2), ...world.owners.slice(-1)]),
    'audience.byId': { present: ['101', '102', '103'], missing: noSuchId },
    'audience.page': { input: {}, total: 8 },
    'consent.byEmail': {
      // The simulated subscriptions differ with the last bits of the id.
      present: [1, 2, 3].flatMap((bits) => contacts.find(({ id }) => id % 8 === bits)?.email ?? []),
      missing: (n) => `nobody.${n}@example.invalid`,
    },
    'person.erase': { present: contacts.slice(-3).map(({ email }) => ({ email })) },
    'company.byId': ids(world.companies),
    'company.page': { input: {}, total: world.companies.length },
    'company.idsByDeal': linked(oneACompany(dealsOfCompanies).map(({ id }) => id)),
    'deal.byId': ids(world.deals),
    'deal.page': { input: {}, total: world.deals.length },
    'deal.idsByContact': linked(dealsOfContacts.map(({ personIndex }) => contactOf.get(personIndex)?.id)),
    'deal.idsByCompany': linked(dealsOfCompanies.map(companyIdOf)),
    'deal.won': { present: [EVER, { ...EVER, until: middleOfWins(world) }], missing: noSuchRange },
  };
}

function threeOf<T>(all: readonly T[]): T[] {
  return all.slice(0, 3);
}

function oneAPerson<D extends { personIndex: number }>(deals: readonly D[]): D[] {
  return [...new Map(deals.map((deal) => [deal.personIndex, deal])).values()];
}

function oneACompany<D extends { companyIndex: number | null }>(deals: readonly D[]): D[] {
  return [...new Map(deals.map((deal) => [deal.companyIndex, deal])).values()];
}

/** An instant with won deals before and after it. */
function middleOfWins({ deals }: SampleWorld): string {
  const wins = deals.filter(({ won }) => won).map(({ closedAt }) => closedAt);
  const sorted = wins.sort((one, other) => one - other);
  return new Date(sorted[Math.floor(sorted.length / 2)] ?? 0).toISOString();
}
