import { invalid, type VendorError } from '@selvedge/connector-api';
import { isAddress, isId, type ProfileAttributes, profileAttributes } from '@selvedge/klaviyo-wire';
import type { AudienceMemberUpsert } from '@selvedge/schema';

/** Klaviyo's limits of one bulk import. */
export const PROFILES_AT_ONCE = 10_000;
const PROFILE_BYTES = 100 * 1_024;
/** 5 MB, less some for what surrounds the profiles. */
const JOB_BYTES = 5_000_000 - 10_000;

export interface ImportProfile {
  type: 'profile';
  attributes: ProfileAttributes;
}

/** What one of Klaviyo's jobs imports. `indices`: the inputs, in the order of the profiles. */
export interface ImportPart {
  listId: string | null;
  indices: readonly number[];
  profiles: readonly ImportProfile[];
}

/** Inputs as Klaviyo's jobs, and those that none can take. */
export interface ImportPlan {
  parts: readonly ImportPart[];
  refused: ReadonlyMap<number, VendorError>;
}

/**
 * Cuts inputs into jobs: one list a job, within its size. Depends on the inputs alone, so that a later call finds the
 * same parts.
 */
export function planImport(inputs: readonly AudienceMemberUpsert[]): ImportPlan {
  const refused = new Map<number, VendorError>();
  const parts: Growing[] = [];
  const open = new Map<string | null, Growing>();
  for (const [index, input] of inputs.entries()) {
    const profile: ImportProfile = { type: 'profile', attributes: profileAttributes(input) };
    const bytes = Buffer.byteLength(JSON.stringify(profile)) + 1;
    const refusal = refusalOf(input, profile, bytes);
    if (refusal !== null) {
      refused.set(index, refusal);
      continue;
    }
    const { audienceId: listId } = input;
    let part = open.get(listId);
    if (part === undefined || part.bytes + bytes > JOB_BYTES || part.profiles.length >= PROFILES_AT_ONCE) {
      part = { listId, indices: [], profiles: [], bytes: 0 };
      parts.push(part);
      open.set(listId, part);
    }
    part.indices.push(index);
    part.profiles.push(profile);
    part.bytes += bytes;
  }
  return { parts: parts.map(({ listId, indices, profiles }) => ({ listId, indices, profiles })), refused };
}

interface Growing {
  listId: string | null;
  indices: number[];
  profiles: ImportProfile[];
  bytes: number;
}

function refusalOf(input: AudienceMemberUpsert, { attributes }: ImportProfile, bytes: number): VendorError | null {
  if (!isAddress(attributes.email)) return invalid('A member needs an e-mail address.', 'invalid');
  if (input.audienceId !== null && !isId(input.audienceId)) return invalid('Klaviyo has no such list.', 'not_found');
  if (input.statusIfNew !== undefined) {
    return invalid(
      "Klaviyo's bulk import keeps consent as it is; leave statusIfNew out, or upsert the member by itself.",
    );
  }
  if (bytes > PROFILE_BYTES) return invalid(`A profile may have 100 KB, but this one has ${bytes} bytes.`);
  return null;
}
