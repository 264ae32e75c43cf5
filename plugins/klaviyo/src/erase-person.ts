import { type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import { addressOf, isAddress, readProfiles, send } from '@selvedge/klaviyo-wire';
import { z } from 'zod';
import { dialect } from './dialect.js';

/** Klaviyo answers 202 for anybody, so whether there is somebody is looked up first. */
export const erasePerson: CapabilityImplementation<'person.erase'> = {
  maxBatch: 1,
  run: oneByOne(async (input, call) => {
    const email = addressOf(input.email);
    const profiles = isAddress(email) ? await readProfiles(call, dialect, 'email', [email]) : [];
    if (profiles.length === 0) return { status: 'not-found', ids: [], note: null };
    const profile = { data: { type: 'profile', attributes: { email } } };
    await send(call, dialect, {
      method: 'POST',
      path: '/api/data-privacy-deletion-jobs',
      json: { data: { type: 'data-privacy-deletion-job', attributes: { profile } } },
      answer: z.unknown(),
    });
    return {
      status: 'accepted',
      ids: profiles.map(({ id }) => id),
      note: 'Klaviyo deletes some time later and lists the profile on its page of deleted profiles once it has.',
    };
  }),
};
