import type { Person, World } from '../world/world.js';
import type { HubSpotPerson } from './world-records.js';

/** A list of contacts that HubSpot fills by a rule. */
export interface ContactList {
  id: number;
  name: string;
  size: number;
  createdAt: number;
  updatedAt: number;
}

const DAY_MS = 86_400_000;

const RULES: readonly { name: string; holds: (person: HubSpotPerson) => boolean }[] = [
  { name: 'All contacts', holds: () => true },
  { name: 'Customers', holds: ({ stage }) => stage === 'customer' },
  { name: 'Marketing qualified leads', holds: ({ becameMqlAt }) => becameMqlAt !== null },
  { name: 'Sales qualified leads', holds: ({ becameSqlAt }) => becameSqlAt !== null },
  { name: 'From paid social', holds: ({ source }) => source === 'PAID_SOCIAL' },
  { name: 'From organic search', holds: ({ source }) => source === 'ORGANIC_SEARCH' },
  { name: 'Reachable by phone', holds: ({ hubspot }) => hubspot.phone !== null },
  { name: 'Without a company', holds: ({ companyIndex }) => companyIndex === null },
];

/** Every account's lists, counted once over the world; what an account writes does not move them. */
export function contactLists({ people, options }: World): ContactList[] {
  const contacts = people.filter((person: Person): person is HubSpotPerson => person.hubspot !== null);
  const present = Date.parse(options.today);
  return RULES.map(({ name, holds }, at) => ({
    id: 101 + at,
    name,
    size: contacts.filter(holds).length,
    createdAt: present - (300 - at) * DAY_MS,
    updatedAt: present - (at + 1) * DAY_MS,
  }));
}
