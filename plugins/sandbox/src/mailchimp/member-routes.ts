import type { FastifyInstance } from 'fastify';
import { hashOfIdentifier, MEMBER_STATUSES, type Member, wireMember } from './member.js';
import { parseMember } from './member-input.js';
import { addMember, archiveMember, forgetMember, patchMember, putMember } from './member-writes.js';
import { pageOf, parsePage } from './page.js';
import { invalid, notFound } from './problem.js';
import type { MailchimpRoutes } from './routes-context.js';
import { selectFields } from './select-fields.js';
import { type SortQuery, sorted } from './sort.js';
import { selfLink } from './wire.js';

interface Query extends SortQuery {
  count?: string;
  offset?: string;
  fields?: string;
  exclude_fields?: string;
  status?: string;
  since_last_changed?: string;
}

interface InList {
  listId: string;
}

/** `member` is the MD5 of the lower-cased address, or the address itself. */
interface OfMember extends InList {
  member: string;
}

const SORTABLE = {
  timestamp_opt: (member: Member) => member.signedUpAt,
  timestamp_signup: (member: Member) => member.signedUpAt,
  last_changed: (member: Member) => member.lastChanged,
};

const MEMBER_PATH = '/lists/:listId/members/:member';

export function registerMembers(scope: FastifyInstance, { context, membersFor }: MailchimpRoutes): void {
  scope.get<{ Params: InList; Querystring: Query }>('/lists/:listId/members', async (request) => {
    const { listId } = request.params;
    const page = parsePage(request.query);
    const matching = filtered(membersFor(request).inList(listId), request.query);
    const members = pageOf(sorted(matching, request.query, SORTABLE), page).map(wireMember);
    const links = selfLink(`/lists/${listId}/members`);
    const answer = { members, list_id: listId, total_items: matching.length, _links: links };
    return selectFields(answer, request.query);
  });

  scope.get<{ Params: OfMember; Querystring: Query }>(MEMBER_PATH, async (request) => {
    const member = membersFor(request).find(request.params.listId, hashOfIdentifier(request.params.member));
    if (member === null) throw notFound();
    return selectFields(wireMember(member), request.query);
  });

  scope.post<{ Params: InList }>('/lists/:listId/members', async (request) => {
    const input = parseMember(request.body);
    return wireMember(addMember(membersFor(request), request.params.listId, input, context.now()));
  });

  scope.put<{ Params: OfMember }>(MEMBER_PATH, async (request) => {
    const { listId, member } = request.params;
    const input = parseMember(request.body);
    return wireMember(putMember(membersFor(request), listId, hashOfIdentifier(member), input, context.now()));
  });

  scope.patch<{ Params: OfMember }>(MEMBER_PATH, async (request) => {
    const { listId, member } = request.params;
    const input = parseMember(request.body);
    return wireMember(patchMember(membersFor(request), listId, hashOfIdentifier(member), input, context.now()));
  });

  scope.delete<{ Params: OfMember }>(MEMBER_PATH, async (request, reply) => {
    const { listId, member } = request.params;
    archiveMember(membersFor(request), listId, hashOfIdentifier(member), context.now());
    return reply.code(204).send();
  });

  scope.post<{ Params: OfMember }>(`${MEMBER_PATH}/actions/delete-permanent`, async (request, reply) => {
    const { listId, member } = request.params;
    forgetMember(membersFor(request), listId, hashOfIdentifier(member));
    return reply.code(204).send();
  });
}

/** Archived members are listed only when `status=archived` asks for them. */
function filtered(members: Iterable<Member>, { status, since_last_changed: since }: Query): Member[] {
  if (status !== undefined && !MEMBER_STATUSES.some((known) => known === status)) {
    throw invalid({ field: 'status', message: `Value must be one of ${MEMBER_STATUSES.join(', ')}` });
  }
  const changedAfter = since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(since);
  if (Number.isNaN(changedAfter)) {
    throw invalid({ field: 'since_last_changed', message: 'Value must be an ISO 8601 date and time' });
  }
  return [...members].filter(
    (member) =>
      (status === undefined ? member.status !== 'archived' : member.status === status) &&
      member.lastChanged > changedAfter,
  );
}
