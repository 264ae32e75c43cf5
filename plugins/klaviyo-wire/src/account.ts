import type { Connector } from '@selvedge/connector-api';
import { classify } from './classify.js';

/** What every major says of Klaviyo as a vendor. */
export const account = {
  id: 'klaviyo',
  baseUrl: 'https://a.klaviyo.com',
  credential: { type: 'header', name: 'Authorization', prefix: 'Klaviyo-API-Key ' },
  settings: {
    externalIdConnector: {
      description:
        "Id of the connector whose contact ids are in the profiles' external_id; default hubspot, none when it holds something else.",
      required: false,
    },
    currency: {
      description: 'ISO 4217 code of event values that name no currency; without it such values are left out.',
      required: false,
    },
  },
  classify: (answer) => classify(answer),
} satisfies Omit<Connector, 'capabilities'>;
