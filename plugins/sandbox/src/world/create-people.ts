import { adaByron, hubspotIdOf } from './ada-byron.js';
import { asciiSlug, FAMILY_NAMES, GIVEN_NAMES } from './names.js';
import { fictionalPhone, formatInternational } from './phone-numbers.js';
import { createRandom, type Random } from './random.js';
import { type KnownPerson, spellForMailchimp } from './spell-for-mailchimp.js';
import { DAY_MS, presentOf, wholeSeconds } from './timeline.js';
import type { Person, World, WorldCompany } from './world.js';

/** Reserved domains (RFC 2606). */
const PERSONAL_DOMAINS = ['example.org', 'example.com', 'example.net'] as const;

const SOURCES = [
  ...['ORGANIC_SEARCH', 'PAID_SEARCH', 'PAID_SOCIAL', 'SOCIAL_MEDIA', 'EMAIL_MARKETING', 'REFERRALS'],
  ...['DIRECT_TRAFFIC', 'OFFLINE', 'OTHER_CAMPAIGNS'],
];

/** People before anything was sold to them: everybody is at most a lead. Person 1 is always Ada Byron, known to all. */
export function createPeople(options: World['options'], companies: readonly WorldCompany[]): Person[] {
  const taken = new Set<string>();
  return Array.from({ length: options.people }, (_, at) =>
    at === 0 ? adaByron(options) : createPerson(options, companies, taken, at + 1),
  );
}

function createPerson(
  options: World['options'],
  companies: readonly WorldCompany[],
  taken: Set<string>,
  index: number,
): Person {
  const random = createRandom(options.seed, 'person', index);
  const present = presentOf(options);
  const createdAt = wholeSeconds(present - random.between(1, 900) * DAY_MS);
  const givenName = random.pick(GIVEN_NAMES);
  const familyName = random.pick(FAMILY_NAMES);
  const company = pickCompany(random, companies);
  const domain = emailDomain(random, company);
  const known: KnownPerson = {
    email: freeAddress(taken, `${asciiSlug(givenName)}.${asciiSlug(familyName)}`, domain, index),
    givenName,
    familyName,
    phone: random.chance(0.8) ? fictionalPhone(index) : null,
    createdAt,
    hubspotId: random.chance(0.85) ? hubspotIdOf(index) : null,
  };
  const updatedAt = wholeSeconds(random.between(createdAt, present));
  const inMailchimp = known.hubspotId === null || random.chance(0.72);
  const source = random.chance(0.12) ? null : weightedSource(random);
  return {
    index,
    hubspot:
      known.hubspotId === null
        ? null
        : {
            id: known.hubspotId,
            email: known.email,
            givenName,
            familyName,
            phone: known.phone === null ? null : formatInternational(known.phone),
            updatedAt,
          },
    mailchimp: inMailchimp ? spellForMailchimp(options, index, known) : null,
    companyIndex: company?.index ?? null,
    source: known.hubspotId === null ? null : source,
    stage: 'subscriber',
    createdAt,
    becameMqlAt: null,
    becameSqlAt: null,
  };
}

function pickCompany(random: Random, companies: readonly WorldCompany[]): WorldCompany | undefined {
  const at = random.next();
  return random.chance(0.6) ? companies[Math.floor(at * companies.length)] : undefined;
}

function emailDomain(random: Random, company: WorldCompany | undefined): string {
  const personal = random.pick(PERSONAL_DOMAINS);
  return company !== undefined && random.chance(0.7) ? company.domain : personal;
}

/** The earlier sources are the commoner ones. */
function weightedSource(random: Random): string {
  return SOURCES[Math.floor(random.next() ** 1.5 * SOURCES.length)] ?? 'OFFLINE';
}

function freeAddress(taken: Set<string>, local: string, domain: string, index: number): string {
  const wanted = `${local}@${domain}`;
  const address = taken.has(wanted) ? `${local}.${index}@${domain}` : wanted;
  taken.add(address);
  return address;
}
