import type { KlaviyoCampaign } from '../world/klaviyo-world.js';
import { cursorPage } from './cursor-page.js';
import { type Filterable, parseFilter } from './filter.js';
import { invalidParameter, notFound } from './klaviyo-error.js';
import { type Answer, type ApiCall, type Operation, ok } from './operation.js';
import { absolute, linkedOnly, names, sparse, wireInstant } from './wire.js';

const LIMIT = { burst: 10, steady: 150 };

/** The campaigns API came after 2022-10-17. */
export const CAMPAIGNS_2026: readonly Operation[] = [
  { id: 'get_campaigns', method: 'GET', path: '/api/campaigns', limit: LIMIT, handle: listCampaigns },
  { id: 'get_campaign', method: 'GET', path: '/api/campaigns/:id', limit: LIMIT, handle: readCampaign },
];

const FILTERABLE: Filterable = { id: ['any'], 'messages.channel': ['equals'], status: ['any', 'equals'] };
const SORT_KEYS: Readonly<Record<string, (campaign: KlaviyoCampaign) => string | number>> = {
  id: ({ id }) => id,
  created_at: ({ createdAt }) => createdAt,
  updated_at: ({ updatedAt }) => updatedAt,
};

function listCampaigns(call: ApiCall): Answer {
  const { account, query, path } = call;
  const conditions = parseFilter(query.filter, FILTERABLE);
  const channel = conditions.find(({ field }) => field === 'messages.channel')?.values[0];
  if (channel === undefined) {
    throw invalidParameter(
      'filter',
      "A channel filter is required to list campaigns: equals(messages.channel,'email').",
    );
  }
  const found = account.base.world.campaigns.filter(
    (campaign) =>
      channel === 'email' &&
      conditions.every(
        ({ field, values }) =>
          field === 'messages.channel' || values.includes(field === 'id' ? campaign.id : campaign.status),
      ),
  );
  const rules = { usual: 100, largest: 100, sizable: true };
  const { items, links } = cursorPage(sorted(found, query.sort), path, query, rules);
  return ok({ data: items.map((campaign) => renderCampaign(campaign, call)), ...included(items, call), links });
}

function readCampaign(call: ApiCall): Answer {
  const { account, params, query, path } = call;
  const campaign = account.base.world.campaigns.find(({ id }) => id === params.id);
  if (campaign === undefined) throw notFound(`A campaign with id ${params.id}`);
  const links = { self: absolute(path, query) };
  return ok({ data: renderCampaign(campaign, call), ...included([campaign], call), links });
}

function renderCampaign(campaign: KlaviyoCampaign, { query }: ApiCall) {
  const path = `/api/campaigns/${campaign.id}`;
  const attributes = {
    name: campaign.name,
    status: campaign.status,
    archived: false,
    audiences: { included: [campaign.listId], excluded: [] },
    send_options: { use_smart_sending: true },
    tracking_options: { add_tracking_params: true, is_tracking_opens: true, is_tracking_clicks: true },
    send_strategy:
      campaign.sentAt === null
        ? { method: 'immediate' }
        : { method: 'static', datetime: wireInstant(campaign.sentAt), options: { is_local: false } },
    created_at: wireInstant(campaign.createdAt),
    scheduled_at: wireInstant(campaign.scheduledAt),
    updated_at: wireInstant(campaign.updatedAt),
    send_time: wireInstant(campaign.sentAt),
  };
  return {
    type: 'campaign',
    id: campaign.id,
    attributes: sparse(attributes, query['fields[campaign]']),
    relationships: {
      'campaign-messages': {
        data: [{ type: 'campaign-message', id: campaign.messageId }],
        ...linkedOnly(path, 'campaign-messages'),
      },
      tags: { data: [], ...linkedOnly(path, 'tags') },
    },
    links: { self: absolute(path) },
  };
}

function included(campaigns: readonly KlaviyoCampaign[], { query }: ApiCall): { included?: object[] } {
  if (!names(query.include, 'campaign-messages')) return {};
  return { included: campaigns.map((campaign) => renderMessage(campaign, query['fields[campaign-message]'])) };
}

function renderMessage(campaign: KlaviyoCampaign, fields: string | undefined) {
  const path = `/api/campaign-messages/${campaign.messageId}`;
  const content = {
    subject: campaign.subject,
    preview_text: '',
    from_email: 'shop@example.org',
    from_label: 'Sandbox',
  };
  const attributes = {
    definition: { channel: 'email', label: campaign.name, content },
    send_times: [],
    created_at: wireInstant(campaign.createdAt),
    updated_at: wireInstant(campaign.updatedAt),
  };
  return {
    type: 'campaign-message',
    id: campaign.messageId,
    attributes: sparse(attributes, fields),
    relationships: {
      campaign: { data: { type: 'campaign', id: campaign.id }, ...linkedOnly(path, 'campaign') },
    },
    links: { self: absolute(path) },
  };
}

function sorted(campaigns: readonly KlaviyoCampaign[], sort = 'created_at'): readonly KlaviyoCampaign[] {
  const field = sort.replace(/^-/, '');
  const keyOf = SORT_KEYS[field];
  if (keyOf === undefined) throw invalidParameter('sort', `Cannot sort by ${field}.`);
  const sign = sort.startsWith('-') ? -1 : 1;
  return campaigns.toSorted((a, b) => sign * (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}
