import type { AdDay, World } from '../world/world.js';
import type { Graph, GraphNode } from './graph.js';
import type { InsightsQuery } from './insights-query.js';
import type { CountedRow } from './insights-row.js';
import type { Level } from './level.js';

const DAY_MS = 86_400_000;

/** Counts a report on what is at or below `node`: one row a thing of the level and a period. None without delivery. */
export function createInsights(world: World, graph: Graph) {
  const daysByAd = Map.groupBy(world.adDays, ({ adIndex }) => adIndex);

  return function insights(node: GraphNode, query: InsightsQuery): CountedRow[] {
    const periods = new Map<string, CountedRow>();
    for (const [at, ad] of graph.ads.entries()) {
      if (!isWithin(ad, node) || !query.includes(ad)) continue;
      for (const day of daysByAd.get(at + 1) ?? []) {
        if (day.date >= query.since && day.date <= query.until) addDay(periods, ad, day, query);
      }
    }
    return [...periods.values()].filter(({ impressions }) => impressions > 0);
  };
}

function isWithin(ad: GraphNode, node: GraphNode): boolean {
  return node.type === 'AdAccount' || [ad.id, ad.values.adset_id, ad.values.campaign_id].includes(node.id);
}

function addDay(periods: Map<string, CountedRow>, ad: GraphNode, day: AdDay, query: InsightsQuery): void {
  const { dateStart, dateStop } = periodOf(day.date, query);
  const key = `${thingOf(ad, query.level)}/${dateStart}`;
  const row = periods.get(key) ?? { ad, dateStart, dateStop, spend: 0, impressions: 0, clicks: 0, conversions: 0 };
  row.spend += day.spend;
  row.impressions += day.impressions;
  row.clicks += day.clicks;
  row.conversions += day.conversions;
  periods.set(key, row);
}

function thingOf(ad: GraphNode, level: Level): unknown {
  if (level === 'ad') return ad.id;
  if (level === 'adset') return ad.values.adset_id;
  return level === 'campaign' ? ad.values.campaign_id : 'account';
}

/** Periods are counted from `since`; the last one ends with the range. */
function periodOf(date: string, { since, until, increment }: InsightsQuery): { dateStart: string; dateStop: string } {
  if (increment === 1) return { dateStart: date, dateStop: date };
  if (!Number.isFinite(increment)) return { dateStart: since, dateStop: until };
  const first = Date.parse(since);
  const start = first + Math.floor((Date.parse(date) - first) / DAY_MS / increment) * increment * DAY_MS;
  const stop = isoDate(start + (increment - 1) * DAY_MS);
  return { dateStart: isoDate(start), dateStop: stop < until ? stop : until };
}

function isoDate(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}
