import { DAY_MS, presentOf } from './timeline.js';
import type { Person, World } from './world.js';

const FIRST_HUBSPOT_ID = 50_000;

export function hubspotIdOf(personIndex: number): number {
  return FIRST_HUBSPOT_ID + personIndex;
}

/** Person 1 of every world, so that examples can name her: known to each vendor, to each under another spelling. */
export function adaByron(options: World['options']): Person {
  const present = presentOf(options);
  return {
    index: 1,
    hubspot: {
      id: hubspotIdOf(1),
      email: 'ada.byron@example.org',
      givenName: 'Ada',
      familyName: 'Byron',
      phone: '+44 20 7946 0000',
      updatedAt: present - 3 * DAY_MS,
    },
    mailchimp: {
      email: 'Ada.Byron@Example.org',
      givenName: 'ADA',
      familyName: 'Byron',
      phone: '(020) 7946-0000',
      hubspotLink: null,
      updatedAt: present - 40 * DAY_MS,
    },
    companyIndex: options.companies > 0 ? 1 : null,
    source: 'PAID_SOCIAL',
    stage: 'subscriber',
    createdAt: present - 200 * DAY_MS,
    becameMqlAt: null,
    becameSqlAt: null,
  };
}
