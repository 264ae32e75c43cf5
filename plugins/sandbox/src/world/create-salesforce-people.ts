import { withoutAccents } from './names.js';
import { fictionalPhone, formatCompact, formatInternational, formatNational } from './phone-numbers.js';
import { createRandom, type Random } from './random.js';
import type { SalesforcePerson } from './salesforce-world.js';
import { DAY_MS, presentOf, wholeSeconds } from './timeline.js';
import type { Person, Spelling, World } from './world.js';

const LEAD_SOURCES: Readonly<Record<string, string>> = {
  ORGANIC_SEARCH: 'Organic Search',
  PAID_SEARCH: 'Paid Search',
  PAID_SOCIAL: 'Paid Social',
  SOCIAL_MEDIA: 'Social Media',
  EMAIL_MARKETING: 'Email',
  REFERRALS: 'Partner Referral',
  DIRECT_TRAFFIC: 'Web',
  OFFLINE: 'Trade Show',
  OTHER_CAMPAIGNS: 'Other',
};

/**
 * Salesforce's view of some 30 % of the people, one in three of them not yet converted from a lead. Person 1 is always
 * among its contacts.
 */
export function createSalesforcePeople(options: World['options'], people: readonly Person[]): SalesforcePerson[] {
  return people.flatMap((person) => {
    const random = createRandom(options.seed, 'salesforce-person', person.index);
    const known = person.hubspot ?? person.mailchimp;
    const isKnown = random.chance(0.3) || person.index === 1;
    return known === null || !isKnown ? [] : [salesforcePerson(options, person, known, random)];
  });
}

function salesforcePerson(
  options: World['options'],
  person: Person,
  known: Spelling,
  random: Random,
): SalesforcePerson {
  const isLead = random.chance(1 / 3);
  const restyleAddress = random.chance(0.2) ? capitalised : asItIs;
  const restyleName = random.pick([asItIs, asItIs, asItIs, withoutAccents]);
  const formatPhone = random.pick([formatInternational, formatCompact, formatNational]);
  const hasPhone = random.chance(0.75);
  const phone = hasPhone && known.phone !== null ? fictionalPhone(person.index) : null;
  // Sales hears of people a little after marketing does.
  const createdAt = wholeSeconds(Math.min(person.createdAt + random.between(0, 20) * DAY_MS, presentOf(options)));
  return {
    personIndex: person.index,
    object: isLead && person.index !== 1 ? 'Lead' : 'Contact',
    email: restyleAddress(known.email.toLowerCase()),
    givenName: restyleName(known.givenName),
    familyName: restyleName(known.familyName),
    phone: phone === null ? null : formatPhone(phone),
    leadSource: person.source === null ? null : (LEAD_SOURCES[person.source] ?? null),
    createdAt,
    updatedAt: wholeSeconds(random.between(createdAt, presentOf(options))),
  };
}

function asItIs(text: string): string {
  return text;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
