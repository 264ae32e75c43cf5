import type { Call } from '@selvedge/connector-api';
import { z } from 'zod';
import { MEMBER_FIELDS, memberSchema } from './member-record.js';

export type Membership = z.output<typeof memberSchema>;

/** Memberships of one address, and whether the search told of all. */
export interface Memberships {
  members: readonly Membership[];
  complete: boolean;
}

/**
 * An address in all lists of the account. The search matches names too, so what has another address is left out; its
 * answer is limited in size.
 */
export async function membershipsOf(email: string, call: Call): Promise<Memberships> {
  const wanted = email.trim().toLowerCase();
  if (wanted === '') return { members: [], complete: true };
  const fields = [...MEMBER_FIELDS.map((field) => `exact_matches.members.${field}`), 'exact_matches.total_items'];
  const { body } = await call.fetch({
    path: '/3.0/search-members',
    query: { query: wanted, fields: fields.join(',') },
    answer: searchSchema,
  });
  const { members, total_items: total } = body.exact_matches;
  return {
    members: members.filter((member) => member.email_address.trim().toLowerCase() === wanted),
    complete: total === undefined || total === null || members.length >= total,
  };
}

const searchSchema = z.object({
  exact_matches: z.object({ members: z.array(memberSchema), total_items: z.int().nullish() }),
});
