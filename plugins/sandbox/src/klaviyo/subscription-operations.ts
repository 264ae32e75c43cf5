import type { KlaviyoConsent } from '../world/klaviyo-world.js';
import type { Account } from './account.js';
import { invalidInput, notFound } from './klaviyo-error.js';
import type { Answer, ApiCall, Operation } from './operation.js';
import { upsertProfile } from './profile-writes.js';
import { resourceOf, resourcesIn } from './resource-body.js';
import { isRecord } from './wire.js';

const CREATE = 'profile-subscription-bulk-create-job';
const DELETE = 'profile-subscription-bulk-delete-job';
const MOST_SUBSCRIBED = 1_000;
const MOST_UNSUBSCRIBED = 100;

export const SUBSCRIPTIONS_2022: readonly Operation[] = [
  {
    id: 'subscribe_profiles',
    method: 'POST',
    path: '/api/profile-subscription-bulk-create-jobs/',
    limit: { burst: 75, steady: 700 },
    handle: subscribeIn2022,
  },
  {
    id: 'unsubscribe_profiles',
    method: 'POST',
    path: '/api/profile-unsubscription-bulk-create-jobs/',
    limit: { burst: 75, steady: 700 },
    handle: unsubscribeIn2022,
  },
];

export const SUBSCRIPTIONS_2026: readonly Operation[] = [
  {
    id: 'bulk_subscribe_profiles',
    method: 'POST',
    path: '/api/profile-subscription-bulk-create-jobs',
    limit: { burst: 75, steady: 750 },
    handle: (call) => changeIn2026(call, CREATE, 'SUBSCRIBED', MOST_SUBSCRIBED),
  },
  {
    id: 'bulk_unsubscribe_profiles',
    method: 'POST',
    path: '/api/profile-subscription-bulk-delete-jobs',
    limit: { burst: 75, steady: 750 },
    handle: (call) => changeIn2026(call, DELETE, 'UNSUBSCRIBED', MOST_UNSUBSCRIBED),
  },
];

function subscribeIn2022(call: ApiCall): Answer {
  const { attributes } = resourceOf(call.body, CREATE);
  const listId = listOf(call.account, attributes.list_id, '/data/attributes/list_id');
  const { subscriptions } = attributes;
  if (!Array.isArray(subscriptions)) throw invalidInput('/data/attributes/subscriptions', 'This field is required.');
  for (const item of subscriptions) change(call, isRecord(item) ? item.email : undefined, 'SUBSCRIBED', listId);
  return { status: 202 };
}

function unsubscribeIn2022(call: ApiCall): Answer {
  const { attributes } = resourceOf(call.body, 'profile-unsubscription-bulk-create-job');
  listOf(call.account, attributes.list_id, '/data/attributes/list_id');
  for (const email of Array.isArray(attributes.emails) ? attributes.emails : []) {
    change(call, email, 'UNSUBSCRIBED', null);
  }
  return { status: 202 };
}

function changeIn2026(call: ApiCall, type: string, consent: KlaviyoConsent, most: number): Answer {
  const { attributes, relationships } = resourceOf(call.body, type);
  const list = isRecord(relationships.list) && isRecord(relationships.list.data) ? relationships.list.data.id : null;
  const listId = list === null ? null : listOf(call.account, list, '/data/relationships/list/data/id');
  const pointer = '/data/attributes/profiles';
  for (const [at, { attributes: profile }] of resourcesIn(attributes.profiles, 'profile', pointer, most).entries()) {
    const { subscriptions, email } = profile;
    const channel = isRecord(subscriptions) && isRecord(subscriptions.email) ? subscriptions.email.marketing : null;
    if (!isRecord(channel) || channel.consent !== consent) {
      const place = `${pointer}/data/${at}/attributes/subscriptions`;
      throw invalidInput(place, `The sandbox takes email.marketing.consent ${consent} only.`);
    }
    change(call, email, consent, consent === 'SUBSCRIBED' ? listId : null);
  }
  return { status: 202 };
}

/** The vendor works on the job for a while, the sandbox does it at once. */
function change(call: ApiCall, email: unknown, consent: KlaviyoConsent, listId: string | null): void {
  if (typeof email !== 'string') throw invalidInput('/data/attributes', 'An email address is required.');
  const { account, now, revision } = call;
  const at = { revision, now, pointer: '/data/attributes' };
  const { profile } = upsertProfile(account, { id: null, attributes: { email }, relationships: {} }, at);
  account.save({ ...profile, emailMarketing: { consent, at: now }, updatedAt: now });
  if (listId !== null) account.join(listId, profile.id, now);
}

function listOf(account: Account, id: unknown, pointer: string): string {
  if (typeof id !== 'string') throw invalidInput(pointer, 'This field is required.');
  if (!account.base.members.has(id)) throw notFound(`A list with id ${id}`);
  return id;
}
