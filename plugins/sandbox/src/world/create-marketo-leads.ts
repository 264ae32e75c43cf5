import { withoutAccents } from './names.js';
import { createRandom, type Random } from './random.js';
import { presentOf, wholeSeconds } from './timeline.js';
import type { MarketoLead, Person, Spelling, World } from './world.js';

const FIRST_LEAD_ID = 300_000;

/** What salespeople and forms wrote into the lead's source; nothing here is controlled by Marketo. */
const LEAD_SOURCES: Readonly<Record<string, string>> = {
  ORGANIC_SEARCH: 'Organic Search',
  PAID_SEARCH: 'Paid Search',
  PAID_SOCIAL: 'Paid Social',
  SOCIAL_MEDIA: 'Social Media',
  EMAIL_MARKETING: 'Email',
  REFERRALS: 'Referral',
  DIRECT_TRAFFIC: 'Direct',
  OFFLINE: 'Trade Show',
  OTHER_CAMPAIGNS: 'Other',
};

/**
 * Marketo's view of some 60 % of the people, person 1 always among them. Of those, one in fifty is there twice under one
 * address, as Marketo allows: the second lead is younger and was changed later.
 */
export function createMarketoLeads(options: World['options'], people: readonly Person[]): MarketoLead[] {
  return people.flatMap((person) => {
    const random = createRandom(options.seed, 'marketo-lead', person.index);
    const known = person.hubspot ?? person.mailchimp;
    if (known === null || !(random.chance(0.6) || person.index === 1)) return [];
    const first = leadOf(options, person, known, random);
    if (!random.chance(0.02)) return [first];
    const createdAt = wholeSeconds(random.between(first.updatedAt, presentOf(options)));
    return [first, { ...first, id: first.id + 1, phone: null, createdAt, updatedAt: createdAt }];
  });
}

function leadOf(options: World['options'], person: Person, known: Spelling, random: Random): MarketoLead {
  const restyleAddress = random.chance(0.2) ? capitalised : asItIs;
  const restyleName = random.chance(0.25) ? withoutAccents : asItIs;
  const hasPhone = random.chance(0.7);
  return {
    personIndex: person.index,
    // Two ids a person leave room for the doubles.
    id: FIRST_LEAD_ID + 2 * person.index,
    email: restyleAddress(known.email.toLowerCase()),
    givenName: restyleName(known.givenName),
    familyName: restyleName(known.familyName),
    phone: hasPhone && known.phone !== null ? known.phone.replaceAll(' ', '-') : null,
    leadSource: person.source === null ? null : (LEAD_SOURCES[person.source] ?? null),
    createdAt: person.createdAt,
    updatedAt: wholeSeconds(random.between(person.createdAt, presentOf(options))),
  };
}

function asItIs(text: string): string {
  return text;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
