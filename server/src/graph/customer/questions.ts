import type { Sources } from '../../ports/index.js';
import { normaliseEmail } from './email-identity.js';
import { emailsOf, type PersonRecord, phonesOf } from './person-record.js';

/** What is asked of one vendor to find more records of a person. */
export interface Question {
  capability: 'contact.byId' | 'contact.byEmail' | 'contact.byPhone' | 'audienceMember.byEmail';
  connector: string;
  input: string;
}

type Offers = Pick<Sources, 'offering'>;

/** Who knows this address? Asked of every vendor that can tell. */
export function questionsByEmail(email: string, sources: Offers): Question[] {
  const input = normaliseEmail(email);
  return (['contact.byEmail', 'audienceMember.byEmail'] as const).flatMap((capability) =>
    sources.offering(capability).map((connector) => ({ capability, connector, input })),
  );
}

/**
 * What the known records let us ask that was not asked before: links, addresses and, once addresses were tried,
 * phone numbers where a vendor has no contact of the person yet. Only numbers with a country code can be looked up.
 */
export function questionsFrom(known: readonly PersonRecord[], asked: readonly Question[], sources: Offers): Question[] {
  const links = linkQuestions(known, sources);
  const linked = new Set(links.map(({ connector }) => connector));
  const phones = asked.length === 0 ? [] : phoneQuestions(known, sources).filter((q) => !linked.has(q.connector));
  const done = new Set(asked.map(keyOf));
  const open = new Map(
    [...links, ...emailQuestions(known, sources), ...phones].map((question) => [keyOf(question), question]),
  );
  return [...open].filter(([key]) => !done.has(key)).map(([, question]) => question);
}

function linkQuestions(known: readonly PersonRecord[], sources: Offers): Question[] {
  const able = sources.offering('contact.byId');
  return known
    .flatMap(({ links }) => links)
    .filter(({ connector, id }) => able.includes(connector) && !contactsOf(known, connector).some((c) => c.id === id))
    .map(({ connector, id }) => ({ capability: 'contact.byId', connector, input: id }));
}

/** A vendor whose contact carries the address need not be asked for it: addresses are unique in a CRM. */
function emailQuestions(known: readonly PersonRecord[], sources: Offers): Question[] {
  return known
    .flatMap(emailsOf)
    .flatMap((email) => questionsByEmail(email, sources))
    .filter(
      ({ capability, connector, input }) =>
        capability !== 'contact.byEmail' ||
        !contactsOf(known, connector).some((contact) => emailsOf(contact).includes(input)),
    );
}

function phoneQuestions(known: readonly PersonRecord[], sources: Offers): Question[] {
  const numbers = known.flatMap(phonesOf).filter(({ identity }) => identity.international);
  return sources
    .offering('contact.byPhone')
    .filter((connector) => contactsOf(known, connector).length === 0)
    .flatMap((connector) =>
      numbers.map(({ identity }): Question => ({ capability: 'contact.byPhone', connector, input: identity.digits })),
    );
}

function contactsOf(known: readonly PersonRecord[], connector: string): PersonRecord[] {
  return known.filter((record) => record.kind === 'Contact' && record.source.connector === connector);
}

function keyOf({ capability, connector, input }: Question): string {
  return `${capability} ${connector} ${input}`;
}
