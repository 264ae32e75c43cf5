import type { Call } from '@selvedge/connector-api';
import { absentAsNull } from './absent-as-null.js';
import { type Dialect, send } from './dialect.js';
import { any } from './filter.js';
import { collectionOf } from './json-api.js';
import { profileQueryFor } from './member-field-sets.js';
import { type Profile, profileSchema } from './profile.js';

export const profilesSchema = collectionOf(profileSchema);

/** The profiles with one of the values, at most as many as one answer holds. Asks nothing without a value. */
export async function readProfiles(
  call: Call,
  dialect: Dialect,
  field: 'id' | 'email',
  values: readonly string[],
): Promise<readonly Profile[]> {
  const wanted = [...new Set(values)];
  if (wanted.length === 0) return [];
  const { body } = await send(call, dialect, {
    path: '/api/profiles',
    query: {
      ...profileQueryFor(call.fieldSet, dialect),
      ...dialect.paging.query({ first: dialect.profilesAtOnce, after: null }, dialect.profilesAtOnce),
      filter: any(field, wanted),
    },
    answer: profilesSchema,
  });
  return body.data;
}

/** Ids of those of the profiles that are in the list; none when there is no such list. */
export async function readMembership(
  call: Call,
  dialect: Dialect,
  listId: string,
  profiles: readonly Profile[],
): Promise<ReadonlySet<string>> {
  const emails = [...new Set(profiles.flatMap(({ attributes }) => attributes.email ?? []))];
  const found = new Set<string>();
  for (let start = 0; start < emails.length; start += dialect.membersAtOnce) {
    const answer = await absentAsNull(
      send(call, dialect, {
        path: `/api/lists/${encodeURIComponent(listId)}/profiles`,
        query: {
          'fields[profile]': 'email',
          ...dialect.paging.query({ first: dialect.membersAtOnce, after: null }, dialect.membersAtOnce),
          filter: any('email', emails.slice(start, start + dialect.membersAtOnce)),
        },
        answer: profilesSchema,
      }),
    );
    for (const { id } of answer?.body.data ?? []) found.add(id);
  }
  return found;
}
