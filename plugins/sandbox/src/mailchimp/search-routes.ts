import type { FastifyInstance } from 'fastify';
import type { AccountMembers } from './account-members.js';
import { fullName, type Member, memberHash, wireMember } from './member.js';
import { invalid } from './problem.js';
import type { MailchimpRoutes } from './routes-context.js';
import { selectFields } from './select-fields.js';
import { selfLink } from './wire.js';

/** The vendor documents no size for a search's answer; this one keeps it small. `total_items` counts all. */
const MAX_FOUND = 30;

interface Query {
  query?: string;
  list_id?: string;
  fields?: string;
  exclude_fields?: string;
}

export function registerSearch(scope: FastifyInstance, { membersFor }: MailchimpRoutes): void {
  scope.get<{ Querystring: Query }>('/search-members', async (request) => {
    const { query, list_id: listId } = request.query;
    if (query === undefined || query === '') {
      throw invalid({ field: 'query', message: 'This value should not be blank.' });
    }
    const members = membersFor(request);
    const listIds = listId === undefined ? members.listIds() : [listId];
    const answer = {
      exact_matches: found(exactMatches(members, listIds, query)),
      full_search: found(partialMatches(members, listIds, query)),
      _links: selfLink('/search-members'),
    };
    return selectFields(answer, request.query);
  });
}

function found(members: readonly Member[]) {
  return { members: members.slice(0, MAX_FOUND).map(wireMember), total_items: members.length };
}

/** Members whose whole address is the query, whatever its case. */
function exactMatches(members: AccountMembers, listIds: readonly string[], query: string): Member[] {
  const hash = memberHash(query);
  return listIds.flatMap((listId) => members.find(listId, hash) ?? []);
}

/** Members whose address or name contains the query; a whole address is a matter of exact matches alone. */
function partialMatches(members: AccountMembers, listIds: readonly string[], query: string): Member[] {
  if (/@.+\./.test(query)) return exactMatches(members, listIds, query);
  const wanted = query.toLowerCase();
  return listIds.flatMap((listId) =>
    [...members.inList(listId)].filter(
      (member) => member.emailAddress.toLowerCase().includes(wanted) || fullName(member).toLowerCase().includes(wanted),
    ),
  );
}
