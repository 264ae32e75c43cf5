import { type MemberWrites, profileAttributes, profileSchema, send } from '@selvedge/klaviyo-wire';
import { z } from 'zod';
import { dialect } from './dialect.js';

const CREATED = 201;

export const memberWrites: MemberWrites = {
  async saveProfile(input, call) {
    const { status, body } = await send(call, dialect, {
      method: 'POST',
      path: '/api/profile-import',
      json: { data: { type: 'profile', attributes: profileAttributes(input) } },
      answer: z.object({ data: profileSchema }),
    });
    return { id: body.data.id, created: status === CREATED };
  },

  /** Every standing, in a list and without. */
  checkStanding: () => undefined,

  async setStanding(email, consent, listId, call) {
    const type =
      consent === 'SUBSCRIBED' ? 'profile-subscription-bulk-create-job' : 'profile-subscription-bulk-delete-job';
    const subscriptions = { email: { marketing: { consent } } };
    const profiles = { data: [{ type: 'profile', attributes: { email, subscriptions } }] };
    const relationships = listId === null ? {} : { relationships: { list: { data: { type: 'list', id: listId } } } };
    await send(call, dialect, {
      method: 'POST',
      path: `/api/${type}s`,
      json: { data: { type, attributes: { profiles }, ...relationships } },
      answer: z.unknown(),
    });
  },
};
