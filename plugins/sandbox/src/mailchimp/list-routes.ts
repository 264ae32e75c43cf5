import type { FastifyInstance } from 'fastify';
import type { World, WorldAudience } from '../world/world.js';
import type { AccountMembers } from './account-members.js';
import { bulkWrite } from './bulk-write.js';
import { pageOf, parsePage } from './page.js';
import { notFound } from './problem.js';
import type { MailchimpRoutes } from './routes-context.js';
import { selectFields } from './select-fields.js';
import { type SortQuery, sorted } from './sort.js';
import { selfLink, wireInstant } from './wire.js';

interface Query extends SortQuery {
  count?: string;
  offset?: string;
  fields?: string;
  exclude_fields?: string;
}

export function registerLists(scope: FastifyInstance, { context, membersFor }: MailchimpRoutes): void {
  const { world } = context;

  scope.get<{ Querystring: Query }>('/lists', async (request) => {
    const page = parsePage(request.query);
    const audiences = sorted(world.audiences, request.query, { date_created: ({ createdAt }) => createdAt });
    const members = membersFor(request);
    const lists = pageOf(audiences, page).map((audience) => wireList(world, audience, members));
    const answer = { lists, total_items: world.audiences.length, _links: selfLink('/lists') };
    return selectFields(answer, request.query);
  });

  scope.get<{ Params: { listId: string }; Querystring: Query }>('/lists/:listId', async (request) => {
    const audience = world.audiences.find(({ id }) => id === request.params.listId);
    if (audience === undefined) throw notFound();
    return selectFields(wireList(world, audience, membersFor(request)), request.query);
  });

  scope.post<{ Params: { listId: string } }>('/lists/:listId', async (request) =>
    bulkWrite(membersFor(request), request.params.listId, request.body, context.now()),
  );
}

function wireList(world: World, audience: WorldAudience, members: AccountMembers) {
  const sentCampaigns = world.mailings.filter(
    ({ audienceIndex, sentAt }) => audienceIndex === audience.index && sentAt !== null,
  );
  const lastSent = Math.max(0, ...sentCampaigns.map(({ sentAt }) => sentAt ?? 0));
  return {
    id: audience.id,
    web_id: 100_000 + audience.index,
    name: audience.name,
    contact: { company: 'Selvedge Sandbox', address1: '', city: '', state: '', zip: '', country: 'DE', phone: '' },
    permission_reminder: 'You signed up on our website.',
    use_archive_bar: true,
    campaign_defaults: { from_name: 'Sandbox', from_email: 'news@example.org', subject: '', language: 'en' },
    date_created: wireInstant(audience.createdAt),
    list_rating: 3,
    email_type_option: false,
    visibility: 'prv',
    double_optin: false,
    has_welcome: false,
    marketing_permissions: false,
    modules: [],
    stats: {
      ...memberCounts(audience.id, members),
      campaign_count: sentCampaigns.length,
      campaign_last_sent: lastSent === 0 ? '' : wireInstant(lastSent),
      merge_field_count: 4,
    },
    _links: selfLink(`/lists/${audience.id}`),
  };
}

function memberCounts(listId: string, members: AccountMembers) {
  const counts = { member_count: 0, total_contacts: 0, unsubscribe_count: 0, cleaned_count: 0 };
  for (const { status } of members.inList(listId)) {
    counts.total_contacts++;
    if (status === 'subscribed') counts.member_count++;
    if (status === 'unsubscribed') counts.unsubscribe_count++;
    if (status === 'cleaned') counts.cleaned_count++;
  }
  return counts;
}
