import { erasure } from '@selvedge/hubspot-crm';
import { contactsByEmail } from './legacy-batches.js';
import { deleted } from './wire.js';

/** Deletes by vid, which puts the contact into HubSpot's bin: the legacy API knows no erasure for good. */
export const legacyErasure = erasure({
  lookUp: contactsByEmail,
  remove: (vid, call) => call.fetch({ method: 'DELETE', path: `/contacts/v1/contact/vid/${vid}`, answer: deleted }),
  done: {
    status: 'recoverable',
    note: 'HubSpot keeps deleted contacts restorable for a while; major 2 or 3 of the connector erases for good.',
  },
});
