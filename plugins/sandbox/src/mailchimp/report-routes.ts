import type { FastifyInstance } from 'fastify';
import type { Mailing, World } from '../world/world.js';
import { pageOf, parsePage } from './page.js';
import { notFound } from './problem.js';
import type { MailchimpRoutes } from './routes-context.js';
import { selectFields } from './select-fields.js';
import { isBetween, type SendTimes } from './send-times.js';
import { selfLink, wireInstant } from './wire.js';

interface Query extends SendTimes {
  count?: string;
  offset?: string;
  fields?: string;
  exclude_fields?: string;
}

/** A campaign has a report once it was sent. */
type SentMailing = Mailing & { sentAt: number };

export function registerReports(scope: FastifyInstance, { context }: MailchimpRoutes): void {
  const { world } = context;
  const sent = world.mailings.filter((mailing): mailing is SentMailing => mailing.sentAt !== null);

  scope.get<{ Querystring: Query }>('/reports', async (request) => {
    const page = parsePage(request.query);
    const inTime = isBetween(request.query);
    const matching = sent.filter(({ sentAt }) => inTime(sentAt));
    const reports = pageOf(matching, page).map((mailing) => wireReport(world, mailing));
    const answer = { reports, total_items: matching.length, _links: selfLink('/reports') };
    return selectFields(answer, request.query);
  });

  scope.get<{ Params: { id: string }; Querystring: Query }>('/reports/:id', async (request) => {
    const mailing = sent.find(({ id }) => id === request.params.id);
    if (mailing === undefined) throw notFound();
    return selectFields(wireReport(world, mailing), request.query);
  });
}

function wireReport(world: World, mailing: SentMailing) {
  const audience = world.audiences[mailing.audienceIndex - 1];
  const { sent, opens, uniqueOpens, clicks, uniqueClicks } = mailing;
  return {
    id: mailing.id,
    campaign_title: mailing.title,
    type: 'regular',
    list_id: audience?.id ?? '',
    list_is_active: true,
    list_name: audience?.name ?? '',
    subject_line: mailing.subject,
    preview_text: '',
    emails_sent: sent,
    abuse_reports: 0,
    unsubscribed: mailing.unsubscribed,
    send_time: wireInstant(mailing.sentAt),
    bounces: { hard_bounces: mailing.hardBounces, soft_bounces: mailing.softBounces, syntax_errors: 0 },
    forwards: { forwards_count: 0, forwards_opens: 0 },
    opens: {
      opens_total: opens,
      unique_opens: uniqueOpens,
      open_rate: sent === 0 ? 0 : uniqueOpens / sent,
      last_open: wireInstant(mailing.sentAt),
    },
    clicks: {
      clicks_total: clicks,
      unique_clicks: uniqueClicks,
      unique_subscriber_clicks: uniqueClicks,
      click_rate: sent === 0 ? 0 : uniqueClicks / sent,
      last_click: wireInstant(mailing.sentAt),
    },
    delivery_status: { enabled: false },
    _links: selfLink(`/reports/${mailing.id}`),
  };
}
