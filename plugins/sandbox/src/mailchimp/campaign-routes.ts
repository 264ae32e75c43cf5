import type { FastifyInstance } from 'fastify';
import type { Mailing, World } from '../world/world.js';
import { pageOf, parsePage } from './page.js';
import { notFound } from './problem.js';
import type { MailchimpRoutes } from './routes-context.js';
import { selectFields } from './select-fields.js';
import { isBetween, type SendTimes } from './send-times.js';
import { type SortQuery, sorted } from './sort.js';
import { selfLink, wireInstant } from './wire.js';

interface Query extends SendTimes, SortQuery {
  count?: string;
  offset?: string;
  fields?: string;
  exclude_fields?: string;
  status?: string;
  list_id?: string;
}

const SORTABLE = {
  create_time: (mailing: Mailing) => mailing.createdAt,
  send_time: (mailing: Mailing) => mailing.sentAt ?? 0,
};

export function registerCampaigns(scope: FastifyInstance, { context }: MailchimpRoutes): void {
  const { world } = context;

  scope.get<{ Querystring: Query }>('/campaigns', async (request) => {
    const { status, list_id: listId } = request.query;
    const page = parsePage(request.query);
    const inTime = isBetween(request.query);
    const matching = world.mailings.filter(
      (mailing) =>
        (status === undefined || mailing.status === status) &&
        (listId === undefined || world.audiences[mailing.audienceIndex - 1]?.id === listId) &&
        inTime(mailing.sentAt),
    );
    const campaigns = pageOf(sorted(matching, request.query, SORTABLE), page).map((mailing) =>
      wireCampaign(world, mailing),
    );
    const answer = { campaigns, total_items: matching.length, _links: selfLink('/campaigns') };
    return selectFields(answer, request.query);
  });

  scope.get<{ Params: { id: string }; Querystring: Query }>('/campaigns/:id', async (request) => {
    const mailing = world.mailings.find(({ id }) => id === request.params.id);
    if (mailing === undefined) throw notFound();
    return selectFields(wireCampaign(world, mailing), request.query);
  });
}

function wireCampaign(world: World, mailing: Mailing) {
  const audience = world.audiences[mailing.audienceIndex - 1];
  return {
    id: mailing.id,
    web_id: Number.parseInt(mailing.id.slice(0, 6), 16),
    type: 'regular',
    create_time: wireInstant(mailing.createdAt),
    archive_url: `https://archive.example.org/${mailing.id}`,
    status: mailing.status,
    emails_sent: mailing.sent,
    send_time: mailing.sentAt === null ? '' : wireInstant(mailing.sentAt),
    content_type: 'template',
    needs_block_refresh: false,
    resendable: mailing.status === 'sent',
    recipients: {
      list_id: audience?.id ?? '',
      list_is_active: true,
      list_name: audience?.name ?? '',
      segment_text: '',
      recipient_count: mailing.sent,
    },
    settings: {
      subject_line: mailing.subject,
      preview_text: '',
      title: mailing.title,
      from_name: 'Sandbox',
      reply_to: 'news@example.org',
      to_name: '*|FNAME|*',
    },
    tracking: { opens: true, html_clicks: true, text_clicks: false },
    ...(mailing.status === 'sent' ? { report_summary: reportSummary(mailing) } : {}),
    delivery_status: { enabled: false },
    _links: selfLink(`/campaigns/${mailing.id}`),
  };
}

function reportSummary({ opens, uniqueOpens, clicks, uniqueClicks, sent }: Mailing) {
  return {
    opens,
    unique_opens: uniqueOpens,
    open_rate: sent === 0 ? 0 : uniqueOpens / sent,
    clicks,
    subscriber_clicks: uniqueClicks,
    click_rate: sent === 0 ? 0 : uniqueClicks / sent,
    ecommerce: { total_orders: 0, total_spent: 0, total_revenue: 0 },
  };
}
