import { AD_ACCOUNT_ID, type Graph, type GraphNode } from './graph.js';
import { LEVELS, type Level } from './level.js';

/** What was counted; money in cents. */
export interface Figures {
  spend: number;
  impressions: number;
  clicks: number;
  conversions: number;
}

/** Figures of one thing over some days; `ad` is any of the ads that were added up. */
export interface CountedRow extends Figures {
  ad: GraphNode;
  /** ISO 8601 dates, both included. */
  dateStart: string;
  dateStop: string;
}

/** How conversions are told: purchases that the pixel saw on the website. */
const CONVERSION_ACTION = 'offsite_conversion.fb_pixel_purchase';

type Writer = (row: CountedRow, graph: Graph) => unknown;

/** Fields of every row, and those of the thing at each level. */
const WRITERS: Readonly<Record<string, { from: Level; write: Writer }>> = {
  account_id: { from: 'account', write: () => AD_ACCOUNT_ID },
  account_name: { from: 'account', write: (_row, graph) => accountValue(graph, 'name') },
  account_currency: { from: 'account', write: (_row, graph) => accountValue(graph, 'currency') },
  campaign_id: { from: 'campaign', write: ({ ad }) => ad.values.campaign_id },
  campaign_name: { from: 'campaign', write: ({ ad }) => ad.parents.campaign?.()?.values.name },
  objective: { from: 'campaign', write: ({ ad }) => ad.parents.campaign?.()?.values.objective },
  adset_id: { from: 'adset', write: ({ ad }) => ad.values.adset_id },
  adset_name: { from: 'adset', write: ({ ad }) => ad.parents.adset?.()?.values.name },
  ad_id: { from: 'ad', write: ({ ad }) => ad.id },
  ad_name: { from: 'ad', write: ({ ad }) => ad.values.name },
  spend: { from: 'account', write: ({ spend }) => money(spend) },
  impressions: { from: 'account', write: ({ impressions }) => `${impressions}` },
  clicks: { from: 'account', write: ({ clicks }) => `${clicks}` },
  ctr: { from: 'account', write: ({ clicks, impressions }) => ratio(100 * clicks, impressions) },
  cpc: { from: 'account', write: ({ spend, clicks }) => ratio(spend / 100, clicks) },
  cpm: { from: 'account', write: ({ spend, impressions }) => ratio(10 * spend, impressions) },
  actions: { from: 'account', write: ({ conversions }) => actions(conversions) },
  date_start: { from: 'account', write: ({ dateStart }) => dateStart },
  date_stop: { from: 'account', write: ({ dateStop }) => dateStop },
};

export const INSIGHTS_FIELDS: ReadonlySet<string> = new Set(Object.keys(WRITERS));

/** The row as the vendor answers it: dates always, numbers as text, fields of deeper levels and empty ones left out. */
export function wireRow(row: CountedRow, fields: readonly string[], level: Level, graph: Graph): object {
  const wire: Record<string, unknown> = {};
  for (const field of [...fields, 'date_start', 'date_stop']) {
    const writer = WRITERS[field];
    if (writer === undefined || LEVELS.indexOf(writer.from) > LEVELS.indexOf(level)) continue;
    const value = writer.write(row, graph);
    if (value !== undefined) wire[field] = value;
  }
  return wire;
}

function accountValue(graph: Graph, field: string): unknown {
  return graph.find(`act_${AD_ACCOUNT_ID}`)?.values[field];
}

/** Major units, two digits. */
function money(cents: number): string {
  return (cents / 100).toFixed(2);
}

function ratio(part: number, whole: number): string | undefined {
  return whole === 0 ? undefined : (part / whole).toFixed(6);
}

function actions(conversions: number): { action_type: string; value: string }[] | undefined {
  return conversions === 0 ? undefined : [{ action_type: CONVERSION_ACTION, value: `${conversions}` }];
}
