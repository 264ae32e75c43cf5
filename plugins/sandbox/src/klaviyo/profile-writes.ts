import type { Account } from './account.js';
import { invalidInput, notFound } from './klaviyo-error.js';
import type { Answer, ApiCall, Operation } from './operation.js';
import { withAttributes } from './profile-input.js';
import { renderProfile } from './render-profile.js';
import { type ResourceInput, resourceIn, resourceOf } from './resource-body.js';
import type { Revision } from './revision.js';
import { newProfile, type StoredProfile } from './stored-profile.js';
import { isRecord } from './wire.js';

const LIMIT_2022 = { burst: 75, steady: 700 };
const LIMIT_2026 = { burst: 75, steady: 750 };
const PROFILE_BYTES = 100 * 1024;

export const PROFILE_WRITES_2022: readonly Operation[] = [
  { id: 'create_profile', method: 'POST', path: '/api/profiles/', limit: LIMIT_2022, handle: createProfile },
  { id: 'update_profile', method: 'PATCH', path: '/api/profiles/:id/', limit: LIMIT_2022, handle: updateProfile },
];

export const PROFILE_WRITES_2026: readonly Operation[] = [
  { id: 'create_profile', method: 'POST', path: '/api/profiles', limit: LIMIT_2026, handle: createProfile },
  { id: 'update_profile', method: 'PATCH', path: '/api/profiles/:id', limit: LIMIT_2026, handle: updateProfile },
  {
    id: 'create_or_update_profile',
    method: 'POST',
    path: '/api/profile-import',
    limit: LIMIT_2026,
    handle: importProfile,
  },
  {
    id: 'request_profile_deletion',
    method: 'POST',
    path: '/api/data-privacy-deletion-jobs',
    limit: { burst: 3, steady: 60 },
    handle: requestDeletion,
  },
];

/** Creates the profile, or updates the one with the id or else the address, number or external id. */
export function upsertProfile(
  account: Account,
  { id, attributes }: ResourceInput,
  at: { revision: Revision; now: number; pointer: string },
): { profile: StoredProfile; created: boolean } {
  if (Buffer.byteLength(JSON.stringify(attributes)) > PROFILE_BYTES) {
    throw invalidInput(at.pointer, 'The payload of a profile must be at most 100KB.');
  }
  const known = id === null ? matching(account, attributes) : account.profile(id);
  if (id !== null && known === null) throw notFound(`A profile with id ${id}`);
  const profile = withAttributes(account, known ?? newProfile(account.nextId(), at.now), attributes, at);
  account.save(profile);
  return { profile, created: known === null };
}

function createProfile(call: ApiCall): Answer {
  const { account, body, revision, now } = call;
  const { attributes } = resourceOf(body, 'profile');
  const at = { revision, now, pointer: '/data/attributes' };
  const profile = withAttributes(account, newProfile(account.nextId(), now), attributes, at);
  account.save(profile);
  return { status: 201, body: { data: renderProfile(profile, call) } };
}

function updateProfile(call: ApiCall): Answer {
  const { account, body, params, revision, now } = call;
  const { id, attributes } = resourceOf(body, 'profile');
  const known = account.profile(params.id ?? '');
  if (known === null) throw notFound(`A profile with id ${params.id}`);
  if (id !== known.id) throw invalidInput('/data/id', 'The id must be that of the path.');
  const profile = withAttributes(account, known, attributes, { revision, now, pointer: '/data/attributes' });
  account.save(profile);
  return { status: 200, body: { data: renderProfile(profile, call) } };
}

function importProfile(call: ApiCall): Answer {
  const { account, body, revision, now } = call;
  const at = { revision, now, pointer: '/data/attributes' };
  const { profile, created } = upsertProfile(account, resourceOf(body, 'profile'), at);
  return { status: created ? 201 : 200, body: { data: renderProfile(profile, call) } };
}

/** 202 whether or not there is somebody. The vendor deletes some time later, the sandbox at once. */
function requestDeletion({ account, body }: ApiCall): Answer {
  const { attributes } = resourceOf(body, 'data-privacy-deletion-job');
  const pointer = '/data/attributes/profile/data';
  const who = resourceIn(isRecord(attributes.profile) ? attributes.profile.data : undefined, 'profile', pointer);
  const { email, phone_number: phoneNumber } = who.attributes;
  if ([who.id, email, phoneNumber].filter((identifier) => typeof identifier === 'string').length !== 1) {
    throw invalidInput(pointer, 'Exactly one of id, email and phone_number must be given.');
  }
  const found = who.id === null ? matching(account, who.attributes) : account.profile(who.id);
  if (found !== null) account.erase(found.id);
  return { status: 202 };
}

function matching(account: Account, attributes: Readonly<Record<string, unknown>>): StoredProfile | null {
  const { email, phone_number: phoneNumber, external_id: externalId } = attributes;
  if (typeof email === 'string') return account.profileByEmail(email.trim());
  for (const profile of account.profiles()) {
    if (typeof phoneNumber === 'string' && profile.phoneNumber === phoneNumber) return profile;
    if (typeof externalId === 'string' && profile.externalId === externalId) return profile;
  }
  return null;
}
