import { type Call, type CapabilityImplementation, invalid, oneByOne } from '@selvedge/connector-api';
import type { AdCampaignRecord } from '@selvedge/schema';
import { z } from 'zod';
import { LARGEST_BATCH, readByIds } from './by-ids.js';
import type { Dialect } from './dialect.js';
import { instantOf } from './local-time.js';
import { moneyFromMicros } from './money.js';
import { contains, type Query, readRows } from './query.js';
import { currencyCode, googleId, micros, text } from './wire-values.js';

/** What stands in the campaign itself: its budget and the customer are left out. `updatedAt` is null always. */
const FIELD_SETS = { card: ['name', 'status', 'objective', 'updatedAt'] };

export function adCampaignById(dialect: Dialect): CapabilityImplementation<'adCampaign.byId'> {
  return {
    maxBatch: LARGEST_BATCH,
    fieldSets: FIELD_SETS,
    run: async (ids, call) => {
      const key = { field: 'campaign.id', idOf: (row: CampaignRow) => row.campaign.id };
      const rows = await readByIds(ids, call, dialect, campaigns(dialect, call), key);
      return rows.map((row) => row && campaignRecord(row, dialect));
    },
  };
}

/** By ascending id, each page beginning after the last one's end. `query` matches a part of the name. */
export function adCampaignPage(dialect: Dialect): CapabilityImplementation<'adCampaign.page'> {
  return {
    maxBatch: 1,
    fieldSets: FIELD_SETS,
    run: oneByOne(async ({ first, after, query }, call) => {
      if (after !== null && !googleId.safeParse(after).success) {
        throw invalid(`A cursor of campaigns is the id of one, but got ${JSON.stringify(after)}.`);
      }
      const rows = await readRows(call, dialect, {
        ...campaigns(dialect, call),
        where: [
          "campaign.status != 'REMOVED'",
          ...(after === null ? [] : [`campaign.id > ${after}`]),
          ...(query === undefined ? [] : [contains('campaign.name', query)]),
        ],
        orderBy: ['campaign.id'],
        // One more than wanted tells whether there is a next page.
        limit: first + 1,
      });
      const items = rows.slice(0, first).map((row) => campaignRecord(row, dialect));
      return { items, next: rows.length > first ? (items.at(-1)?.id ?? null) : null };
    }),
  };
}

const cardSchema = z.object({
  campaign: z.looseObject({ id: googleId, name: text, status: text, advertisingChannelType: text }),
});
const wholeSchema = cardSchema.extend({
  campaignBudget: z.object({ amountMicros: micros, period: text }).optional(),
  customer: z.object({ currencyCode, timeZone: z.string() }),
});
type CampaignRow = z.output<typeof cardSchema> & Partial<z.output<typeof wholeSchema>>;

const CARD_FIELDS = ['campaign.id', 'campaign.name', 'campaign.status', 'campaign.advertising_channel_type'];

function campaigns(dialect: Dialect, { fieldSet }: Call): Query<CampaignRow> {
  if (fieldSet === 'card') return { select: CARD_FIELDS, from: 'campaign', row: cardSchema };
  return {
    select: [
      ...CARD_FIELDS,
      dialect.campaignStart.field,
      'campaign_budget.amount_micros',
      'campaign_budget.period',
      'customer.currency_code',
      'customer.time_zone',
    ],
    from: 'campaign',
    row: wholeSchema,
  };
}

/** Google tells no time of creation, but the campaign's first day; of changes it tells nothing. */
function campaignRecord({ campaign, campaignBudget, customer }: CampaignRow, dialect: Dialect): AdCampaignRecord {
  const { key, dateTime } = dialect.campaignStart;
  const start = campaign[key];
  const startsAt = typeof start === 'string' ? dateTime(start) : null;
  const daily = campaignBudget?.period === 'DAILY' && campaignBudget.amountMicros !== '0' ? campaignBudget : null;
  return {
    kind: 'AdCampaign',
    id: campaign.id,
    name: campaign.name,
    status: campaign.status,
    objective: campaign.advertisingChannelType,
    dailyBudget: daily && customer ? moneyFromMicros(daily.amountMicros, customer.currencyCode) : null,
    createdAt: startsAt && customer ? instantOf(startsAt, customer.timeZone) : null,
    updatedAt: null,
  };
}
