import type { Samples } from '@selvedge/connector-api/testing';
import { sampleId } from './sample-ids.js';
import type { SampleWorld } from './sample-world.js';

const EVER = { since: '2000-01-01T00:00:00Z', until: '2100-01-01T00:00:00Z' };
/** Before Salesforce: the n-th day of 1990. */
const noSuchRange = (n: number) => ({
  since: '1990-01-01T00:00:00Z',
  until: new Date(631_152_000_000 + n).toISOString(),
});
const missing = (prefix: string) => (n: number) => sampleId(prefix, 990_000_000 + n);

/** Samples of everything that either major of the connector can do. */
export function salesforceSamples(world: SampleWorld): Samples {
  const people = world.salesforcePeople;
  const contacts = people.filter(({ object }) => object === 'Contact');
  const leads = people.filter(({ object }) => object === 'Lead');
  const companyOf = new Map(world.people.map((person) => [person.index, person.companyIndex]));
  const withCompany = world.opportunities.filter(({ companyIndex }) => companyIndex !== null);
  const ids = (prefix: string, serials: readonly (number | null | undefined)[]) => ({
    present: [...new Set(serials.filter((serial) => typeof serial === 'number'))]
      .slice(0, 3)
      .map((serial) => sampleId(prefix, serial)),
    missing: missing(prefix),
  });
  return {
    'contact.byId': {
      present: [
        ...ids('003', contacts.slice(0, 2).map(indexOf)).present,
        ...ids('00Q', leads.slice(0, 1).map(indexOf)).present,
      ],
      missing: (n) => missing(n % 2 === 0 ? '003' : '00Q')(n),
    },
    'contact.byEmail': {
      present: people.slice(0, 3).map(({ email }, at) => (at % 2 === 0 ? email.toLowerCase() : email.toUpperCase())),
      missing: (n) => `nobody.${n}@example.invalid`,
    },
    'contact.page': { input: {}, total: people.length },
    'contact.idsByCompany': ids(
      '001',
      contacts.map(({ personIndex }) => companyOf.get(personIndex)),
    ),
    'contact.idsByDeal': ids(
      '006',
      firstOfEach(world.opportunities, ({ personIndex }) => personIndex),
    ),
    'contact.stageChanges': {
      present: [
        { stage: 'MARKETING_QUALIFIED_LEAD', ...EVER },
        { stage: 'SALES_QUALIFIED_LEAD', ...EVER },
      ],
      missing: (n) => ({ stage: 'SALES_QUALIFIED_LEAD', ...noSuchRange(n) }),
    },
    'company.byId': ids(
      '001',
      world.companies.map(({ index }) => index),
    ),
    'company.page': { input: {}, total: world.companies.length },
    'company.idsByDeal': ids(
      '006',
      firstOfEach(withCompany, ({ companyIndex }) => companyIndex),
    ),
    'deal.byId': ids(
      '006',
      world.opportunities.map(({ index }) => index),
    ),
    'deal.page': { input: {}, total: world.opportunities.length },
    'deal.idsByContact': ids('003', world.opportunities.map(indexOf)),
    'deal.idsByCompany': ids(
      '001',
      withCompany.map(({ companyIndex }) => companyIndex),
    ),
    'deal.won': { present: [EVER, { ...EVER, until: middleOfWins(world) }], missing: noSuchRange },
    'owner.byId': ids(
      '005',
      world.owners.map(({ index }) => index),
    ),
    'person.erase': { present: contacts.slice(-2).map(({ email }) => ({ email })) },
    'contact.upsert': {
      writes: [
        { email: 'New.Person@example.com', givenName: 'New', familyName: 'Person' },
        { email: 'other.person@example.com', familyName: 'Other', phone: '+44 20 7946 0999' },
      ],
      refused: { email: 'no-address', familyName: 'Person' },
    },
  };
}

function indexOf({ personIndex }: { personIndex: number }): number {
  return personIndex;
}

function firstOfEach<R extends { index: number }>(rows: readonly R[], of: (row: R) => number | null): number[] {
  return [...new Map([...rows].reverse().map((row) => [of(row), row.index])).values()];
}

/** An instant with won opportunities before and after it. */
function middleOfWins({ opportunities }: SampleWorld): string {
  const dates = opportunities.filter(({ won }) => won).map(({ closeDate }) => closeDate);
  return `${dates.sort()[Math.floor(dates.length / 2)]}T00:00:00Z`;
}
