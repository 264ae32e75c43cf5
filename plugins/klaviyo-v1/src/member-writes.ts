import { type Call, invalid, VendorError } from '@selvedge/connector-api';
import {
  addressOf,
  isAddress,
  type MemberWrites,
  type ProfileAttributes,
  profileAttributes,
  profileSchema,
  readProfiles,
  send,
} from '@selvedge/klaviyo-wire';
import type { AudienceMemberUpserted } from '@selvedge/schema';
import { z } from 'zod';
import { dialect } from './dialect.js';

/** The revision has no upsert: look up, then create or patch. */
export const memberWrites: MemberWrites = {
  async saveProfile(input, call) {
    const attributes = profileAttributes(input);
    const known = await idOf(attributes.email, call);
    if (known !== null) return patch(known, attributes, call);
    try {
      return await create(attributes, call);
    } catch (error) {
      // Somebody else was faster; or another profile has the number, and then there is still nobody to patch.
      const other = isDuplicate(error) ? await idOf(attributes.email, call) : null;
      if (other === null) throw error;
      return patch(other, attributes, call);
    }
  },

  checkStanding(_standing, listId) {
    if (listId === null) {
      throw invalid(
        'Revision 2022-10-17 of Klaviyo subscribes to a list only; name an audience or leave statusIfNew out.',
      );
    }
  },

  async setStanding(email, standing, listId, call) {
    const subscribes = standing === 'SUBSCRIBED';
    const type = subscribes ? 'profile-subscription-bulk-create-job' : 'profile-unsubscription-bulk-create-job';
    const attributes = { list_id: listId, ...(subscribes ? { subscriptions: [{ email }] } : { emails: [email] }) };
    await send(call, dialect, {
      method: 'POST',
      path: `/api/${type}s`,
      json: { data: { type, attributes } },
      answer: z.unknown(),
    });
  },
};

const profileAnswer = z.object({ data: profileSchema });

async function idOf(email: string, call: Call): Promise<string | null> {
  if (!isAddress(email)) return null;
  const profiles = await readProfiles(call, dialect, 'email', [email]);
  return profiles.find(({ attributes }) => addressOf(attributes.email ?? '') === email)?.id ?? null;
}

async function create(attributes: ProfileAttributes, call: Call): Promise<AudienceMemberUpserted> {
  const { body } = await send(call, dialect, {
    method: 'POST',
    path: '/api/profiles',
    json: { data: { type: 'profile', attributes } },
    answer: profileAnswer,
  });
  return { id: body.data.id, created: true };
}

async function patch(id: string, attributes: ProfileAttributes, call: Call): Promise<AudienceMemberUpserted> {
  await send(call, dialect, {
    method: 'PATCH',
    path: `/api/profiles/${id}`,
    json: { data: { type: 'profile', id, attributes } },
    answer: profileAnswer,
  });
  return { id, created: false };
}

function isDuplicate(error: unknown): boolean {
  return VendorError.is(error) && error.failure.class === 'invalid' && error.failure.vendorCode === 'duplicate_profile';
}
