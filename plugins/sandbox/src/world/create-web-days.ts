import { createRandom } from './random.js';
import type { WorldOpportunity } from './salesforce-world.js';
import type { SearchAds } from './search-ads.js';
import { DAY_MS, presentOf } from './timeline.js';
import { EUR_PER_UNIT, type WebChannel, type WebDay } from './web-day.js';
import type { AdDay, Person, World, WorldDeal } from './world.js';

/** A won or open sale of any CRM. */
export interface Sale {
  /** Decimal string in major units. */
  amount: string;
  currency: string;
  won: boolean;
  closedAt: number;
  personIndex: number;
}

/** What was sold by way of either CRM. */
export function salesOf(deals: readonly WorldDeal[], opportunities: readonly WorldOpportunity[]): Sale[] {
  const closed = opportunities.map((sale) => ({ ...sale, closedAt: Date.parse(`${sale.closeDate}T00:00:00Z`) }));
  return [...deals, ...closed];
}

/**
 * A row for each channel and day. Paid visits follow the clicks that the ad platforms count, revenue is that of the
 * deals won; both hold to the cent and the click, so that reports of different vendors can be laid side by side.
 */
export function createWebDays(
  options: World['options'],
  facts: { people: readonly Person[]; sales: readonly Sale[]; adDays: readonly AdDay[]; search: SearchAds },
): WebDay[] {
  const clicks = paidClicks(facts.adDays, facts.search);
  const won = wonSales(facts.people, facts.sales);
  const dates = Array.from({ length: options.days }, (_, back) =>
    new Date(presentOf(options) - back * DAY_MS).toISOString().slice(0, 10),
  );
  const rows = CHANNELS.flatMap(([channel, visits], at) => {
    const random = createRandom(options.seed, 'web-days', at + 1);
    return dates.map((date): WebDay => {
      const key = `${date}/${channel}`;
      const { cents = {}, count = 0 } = won.get(key) ?? {};
      const usual = Math.floor(visits * random.between(0.7, 1.3));
      // Some who click leave before the page has loaded.
      const sessions = visits === 0 ? Math.floor((clicks.get(key) ?? 0) * random.between(0.85, 0.98)) : usual;
      const atLeast = Math.max(sessions, count);
      const expected = Math.floor(atLeast * random.between(0.005, 0.03));
      return {
        date,
        channel,
        sessions: atLeast,
        users: Math.max(Math.ceil(atLeast * random.between(0.75, 0.95)), count),
        conversions: Math.max(expected, count),
        revenue: inEuroCents(cents),
      };
    });
  });
  return rows
    .filter((row) => row.sessions > 0)
    .sort((one, other) => one.date.localeCompare(other.date) || one.channel.localeCompare(other.channel));
}

/** Channels and their usual visits a day; 0 where clicks decide. */
const CHANNELS: readonly (readonly [WebChannel, number])[] = [
  ['Direct', 420],
  ['Organic Search', 610],
  ['Paid Search', 0],
  ['Paid Shopping', 0],
  ['Display', 0],
  ['Organic Social', 130],
  ['Paid Social', 0],
  ['Email', 160],
  ['Referral', 90],
  ['Unassigned', 35],
];

const PAID: Readonly<Record<SearchAds['campaigns'][number]['channelType'], WebChannel>> = {
  SEARCH: 'Paid Search',
  SHOPPING: 'Paid Shopping',
  DISPLAY: 'Display',
};

/** By HubSpot's names; who came by no known way is counted as direct. */
const CHANNEL_OF_SOURCE: Readonly<Record<string, WebChannel>> = {
  ORGANIC_SEARCH: 'Organic Search',
  PAID_SEARCH: 'Paid Search',
  PAID_SOCIAL: 'Paid Social',
  SOCIAL_MEDIA: 'Organic Social',
  EMAIL_MARKETING: 'Email',
  REFERRALS: 'Referral',
  DIRECT_TRAFFIC: 'Direct',
  OFFLINE: 'Unassigned',
  OTHER_CAMPAIGNS: 'Unassigned',
};

function paidClicks(adDays: readonly AdDay[], search: SearchAds): ReadonlyMap<string, number> {
  const clicks = new Map<string, number>();
  const add = (key: string, more: number) => clicks.set(key, (clicks.get(key) ?? 0) + more);
  for (const day of adDays) add(`${day.date}/Paid Social`, day.clicks);
  for (const day of search.days) {
    const ad = search.ads[day.adIndex - 1];
    const campaign = ad && search.campaigns[ad.campaignIndex - 1];
    if (campaign !== undefined) add(`${day.date}/${PAID[campaign.channelType]}`, day.clicks);
  }
  return clicks;
}

interface Won {
  count: number;
  /** By currency. */
  cents: Record<string, number>;
}

function wonSales(people: readonly Person[], sales: readonly Sale[]): ReadonlyMap<string, Won> {
  const won = new Map<string, Won>();
  for (const sale of sales) {
    if (!sale.won) continue;
    const source = people[sale.personIndex - 1]?.source ?? 'DIRECT_TRAFFIC';
    const channel = CHANNEL_OF_SOURCE[source] ?? 'Unassigned';
    const key = `${new Date(sale.closedAt).toISOString().slice(0, 10)}/${channel}`;
    const entry = won.get(key) ?? { count: 0, cents: {} };
    entry.count += 1;
    entry.cents[sale.currency] = (entry.cents[sale.currency] ?? 0) + Math.round(Number(sale.amount) * 100);
    won.set(key, entry);
  }
  return won;
}

/** Summed for each currency before it is converted, so that cents are rounded once. */
function inEuroCents(cents: Readonly<Record<string, number>>): number {
  const exact = Object.entries(cents).reduce((sum, [currency, amount]) => {
    const rate = EUR_PER_UNIT[currency];
    if (rate === undefined) throw new RangeError(`The world has no rate for ${currency}; give one in EUR_PER_UNIT.`);
    return sum + amount * rate;
  }, 0);
  return Math.round(exact);
}
