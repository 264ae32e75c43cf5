import type { KlaviyoCampaign } from '../world/klaviyo-world.js';
import { type Condition, type Filterable, parseFilter } from './filter.js';
import { invalidInput } from './klaviyo-error.js';
import { type Answer, type ApiCall, type Operation, ok } from './operation.js';
import { resourceOf } from './resource-body.js';
import { absolute, isRecord } from './wire.js';

/** Twice a minute and 225 times a day: the tightest limit of the whole API. */
export const REPORTS_2026: readonly Operation[] = [
  {
    id: 'query_campaign_values',
    method: 'POST',
    path: '/api/campaign-values-reports',
    limit: { burst: 1, steady: 2, daily: 225 },
    handle: campaignValues,
  },
];

const FILTERABLE: Filterable = { campaign_id: ['equals', 'contains-any'], send_channel: ['equals', 'contains-any'] };
const LONGEST_LIST = 100;

const STATISTICS: Readonly<Record<string, (campaign: KlaviyoCampaign) => number>> = {
  recipients: ({ recipients }) => recipients,
  delivered: ({ recipients, bounced }) => recipients - bounced,
  bounced: ({ bounced }) => bounced,
  opens_unique: ({ opensUnique }) => opensUnique,
  clicks_unique: ({ clicksUnique }) => clicksUnique,
  unsubscribe_uniques: ({ unsubscribed }) => unsubscribed,
};

/** One row a campaign that was sent within the time frame. */
function campaignValues({ account, body, path }: ApiCall): Answer {
  const { attributes } = resourceOf(body, 'campaign-values-report');
  const statistics = statisticsOf(attributes.statistics);
  const [start, end] = timeframeOf(attributes.timeframe);
  if (!account.base.world.metrics.some(({ id }) => id === attributes.conversion_metric_id)) {
    throw invalidInput('/data/attributes/conversion_metric_id', 'The metric does not exist.');
  }
  const conditions = conditionsOf(attributes.filter);
  const results = account.base.world.campaigns
    .filter(({ sentAt, status }) => status === 'Sent' && sentAt !== null && sentAt >= start && sentAt < end)
    .map((campaign) => ({
      groupings: { campaign_id: campaign.id, campaign_message_id: campaign.messageId, send_channel: 'email' },
      campaign,
    }))
    .filter(({ groupings }) =>
      conditions.every(({ field, values }) =>
        values.includes(field === 'campaign_id' ? groupings.campaign_id : groupings.send_channel),
      ),
    )
    .map(({ groupings, campaign }) => ({
      groupings,
      statistics: Object.fromEntries(statistics.map((name) => [name, STATISTICS[name]?.(campaign) ?? 0])),
    }));
  return ok({ data: { type: 'campaign-values-report', attributes: { results } }, links: { self: absolute(path) } });
}

function statisticsOf(value: unknown): readonly string[] {
  const names = Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
  const pointer = '/data/attributes/statistics';
  if (names.length === 0) throw invalidInput(pointer, 'At least one statistic is required.');
  const unknown = names.find((name) => STATISTICS[name] === undefined);
  if (unknown !== undefined) throw invalidInput(pointer, `The sandbox does not count ${unknown}.`);
  return names;
}

/** Epoch milliseconds of a `{ start, end }` of at most a year, or of a key that spans the world's days. */
function timeframeOf(value: unknown): [number, number] {
  const { start, end, key } = isRecord(value) ? value : {};
  if (key === 'last_365_days' || key === 'last_12_months') return [0, Number.POSITIVE_INFINITY];
  const [from, until] = [Date.parse(String(start)), Date.parse(String(end))];
  const year = 366 * 86_400_000;
  if (!(until > from && until - from <= year)) {
    throw invalidInput('/data/attributes/timeframe', 'A start and an end at most one year apart are required.');
  }
  return [from, until];
}

function conditionsOf(filter: unknown): readonly Condition[] {
  const conditions = parseFilter(typeof filter === 'string' ? filter : undefined, FILTERABLE);
  if (conditions.some(({ values }) => values.length > LONGEST_LIST)) {
    throw invalidInput('/data/attributes/filter', `A list filter holds at most ${LONGEST_LIST} items.`);
  }
  return conditions;
}
