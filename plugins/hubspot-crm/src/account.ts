import type { Connector } from '@selvedge/connector-api';
import { classify } from './classify.js';
import { quota, timeZoneSetting } from './quota.js';

/** What all majors say of HubSpot as a vendor. */
export const account = {
  id: 'hubspot',
  baseUrl: 'https://api.hubapi.com',
  credential: { type: 'bearer' },
  settings: {
    timeZone: timeZoneSetting,
    currency: {
      description: 'ISO 4217 code of deals that name no currency; without it their amount is left out.',
      required: false,
    },
  },
  quota,
  classify: (answer) => classify(answer),
} satisfies Omit<Connector, 'capabilities'>;

/** What our majors have changed for callers: since 2.0.0 what is erased cannot be restored. */
export const CHANGES = { '2.0.0': ['person.erase'] } as const;
