import type { ContactRecord, Sourced } from '@selvedge/schema';
import { emailsOf } from '../customer/person-record.js';

type Contact = Sourced<ContactRecord>;

/** Tells a contact from every other, over all CRMs. */
export function contactKey({ source, id }: Contact): string {
  return `${source.connector} ${id}`;
}

/**
 * The contacts of each person, over all CRMs: contacts that share a normalised address are one person's. A contact
 * without an address is a person of its own. People and contacts keep the order in which they are given.
 */
export function groupByPerson(contacts: readonly Contact[]): Contact[][] {
  const people = new Map<string, Map<string, Contact>>();
  for (const contact of contacts) {
    const marks = [`contact ${contactKey(contact)}`, ...emailsOf(contact).map((email) => `email ${email}`)];
    const [person = new Map<string, Contact>(), ...same] = new Set(marks.flatMap((mark) => people.get(mark) ?? []));
    for (const other of same) {
      for (const [key, known] of other) person.set(key, known);
      for (const [mark, marked] of people) if (marked === other) people.set(mark, person);
    }
    person.set(contactKey(contact), contact);
    for (const mark of marks) people.set(mark, person);
  }
  return [...new Set(people.values())].map((person) => [...person.values()]);
}
