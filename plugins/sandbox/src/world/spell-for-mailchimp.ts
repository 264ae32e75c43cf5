import { asciiSlug, withoutAccents } from './names.js';
import { type FictionalPhone, formatCompact, formatDashed, formatNational } from './phone-numbers.js';
import { createRandom, type Random } from './random.js';
import { presentOf, wholeSeconds } from './timeline.js';
import type { MailchimpSpelling, World } from './world.js';

/** The truth about a person, before vendors spell it. */
export interface KnownPerson {
  email: string;
  givenName: string;
  familyName: string;
  phone: FictionalPhone | null;
  createdAt: number;
  hubspotId: number | null;
}

/**
 * Mailchimp's view. Usually the same address in another case; some 4 % of those also known to HubSpot signed up with
 * another address and are tied to their contact by the HubSpot id, by the phone number, or by both.
 */
export function spellForMailchimp(options: World['options'], index: number, known: KnownPerson): MailchimpSpelling {
  const random = createRandom(options.seed, 'mailchimp-spelling', index);
  const otherAddress = known.hubspotId !== null && random.chance(0.04);
  const tie = otherAddress ? tieOf(random, known.phone) : 'address';
  const restyleName = nameStyle(random);
  const hasPhone = random.chance(0.6);
  const phone = tie === 'phone' || tie === 'both' || hasPhone ? known.phone : null;
  const plainPhone = random.pick([formatCompact, formatDashed]);
  const mayLoseCountry = random.chance(0.5);
  return {
    email: otherAddress ? secondAddress(known, index) : restyleAddress(random, known.email),
    givenName: restyleName(known.givenName),
    familyName: restyleName(known.familyName),
    // A number that is the only tie keeps its country code: its digits equal those that HubSpot has.
    phone: phone === null ? null : (tie === 'address' && mayLoseCountry ? formatNational : plainPhone)(phone),
    hubspotLink: tie === 'link' || tie === 'both' || random.chance(0.1) ? tieTo(tie, known.hubspotId) : null,
    updatedAt: wholeSeconds(random.between(known.createdAt, presentOf(options))),
  };
}

type Tie = 'address' | 'link' | 'phone' | 'both';

function tieOf(random: Random, phone: FictionalPhone | null): Tie {
  const tie = random.pick<Tie>(['link', 'phone', 'both', 'both']);
  return phone === null ? 'link' : tie;
}

function tieTo(tie: Tie, hubspotId: number | null): number | null {
  return tie === 'phone' ? null : hubspotId;
}

function nameStyle(random: Random): (name: string) => string {
  const draw = random.next();
  if (draw < 0.15) return (name) => name.toUpperCase();
  if (draw < 0.35) return withoutAccents;
  if (draw < 0.4) return (name) => name.toLowerCase();
  return (name) => name;
}

function restyleAddress(random: Random, email: string): string {
  const draw = random.next();
  if (draw < 0.3) return email.replaceAll(/(^|[.@])([a-z])/g, (_, mark, letter) => mark + letter.toUpperCase());
  return draw < 0.35 ? email.toUpperCase() : email;
}

function secondAddress({ givenName, familyName }: KnownPerson, index: number): string {
  return `${asciiSlug(givenName).slice(0, 1)}${asciiSlug(familyName)}${index}@mail.example.net`;
}
