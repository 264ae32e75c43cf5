import type { Connector } from '@selvedge/connector-api';
import { classify } from './classify.js';

/** What lists, their members and events need of a key, in every revision. */
export const MEMBER_AND_EVENT_SCOPES: readonly string[] = [
  'lists:read',
  'lists:write',
  'profiles:read',
  'profiles:write',
  'subscriptions:write',
  'events:read',
];

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
  personalData: [
    'AudienceMember.email',
    'AudienceMember.givenName',
    'AudienceMember.familyName',
    'AudienceMember.phones',
    'Event.email',
  ],
  classify: (answer) => classify(answer),
} satisfies Omit<Connector, 'capabilities'>;
