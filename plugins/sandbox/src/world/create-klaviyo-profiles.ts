import { ulid } from './klaviyo-ids.js';
import type { KlaviyoConsent, KlaviyoProfile } from './klaviyo-world.js';
import { asciiSlug, withoutAccents } from './names.js';
import { fictionalPhone, formatCompact } from './phone-numbers.js';
import { createRandom, type Random } from './random.js';
import { presentOf, wholeSeconds } from './timeline.js';
import type { Person, Spelling, World } from './world.js';

/** Every second person; person 1 always. */
export function createKlaviyoProfiles(options: World['options'], people: readonly Person[]): KlaviyoProfile[] {
  return people.flatMap((person) => createProfile(options, person) ?? []);
}

/** Some 5 % of those whom HubSpot knows bought under another address; their HubSpot id ties them to their contact. */
function createProfile(options: World['options'], person: Person): KlaviyoProfile | null {
  const random = createRandom(options.seed, 'klaviyo-profile', person.index);
  const known = person.hubspot ?? person.mailchimp;
  if (known === null || !(random.chance(0.5) || person.index === 1)) return null;
  const present = presentOf(options);
  const createdAt = wholeSeconds(random.between(person.createdAt, present));
  const otherAddress = random.chance(0.05) && person.hubspot !== null && person.index !== 1;
  const keepsHubSpotId = random.chance(0.3) || otherAddress;
  const hasPhone = random.chance(0.6) && (person.hubspot?.phone ?? person.mailchimp?.phone ?? null) !== null;
  const phone = hasPhone ? fictionalPhone(person.index) : null;
  const emailConsent = emailConsentOf(random);
  const smsConsent: KlaviyoConsent = phone !== null && random.chance(0.4) ? 'SUBSCRIBED' : 'NEVER_SUBSCRIBED';
  const consentAt = wholeSeconds(random.between(createdAt, present));
  const smsConsentAt = wholeSeconds(random.between(createdAt, present));
  return {
    personIndex: person.index,
    id: ulid(random, createdAt, person.index),
    email: otherAddress ? secondAddress(known, person.index) : known.email.toLowerCase(),
    ...spelled(random, known),
    phone: phone === null ? null : formatCompact(phone),
    externalId: keepsHubSpotId && person.hubspot !== null ? String(person.hubspot.id) : null,
    emailConsent,
    emailConsentAt: emailConsent === 'NEVER_SUBSCRIBED' ? null : consentAt,
    bouncedAt: random.chance(0.02) ? consentAt : null,
    smsConsent,
    smsConsentAt: smsConsent === 'NEVER_SUBSCRIBED' ? null : smsConsentAt,
    createdAt,
    updatedAt: wholeSeconds(random.between(createdAt, present)),
  };
}

function emailConsentOf(random: Random): KlaviyoConsent {
  const draw = random.next();
  if (draw < 0.75) return 'SUBSCRIBED';
  return draw < 0.87 ? 'UNSUBSCRIBED' : 'NEVER_SUBSCRIBED';
}

/** A shop asks for less than a CRM: now and then the family name is missing, or the accents are. */
function spelled(
  random: Random,
  { givenName, familyName }: Spelling,
): Pick<KlaviyoProfile, 'givenName' | 'familyName'> {
  const draw = random.next();
  if (draw < 0.08) return { givenName, familyName: null };
  if (draw < 0.25) return { givenName: withoutAccents(givenName), familyName: withoutAccents(familyName) };
  return { givenName, familyName };
}

function secondAddress({ givenName, familyName }: Spelling, index: number): string {
  return `${asciiSlug(familyName)}.${asciiSlug(givenName)}.${index}@shop.example.net`;
}
