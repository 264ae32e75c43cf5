import { createRandom, type Random } from './random.js';
import type { SearchAd, SearchAdDay, SearchAds, SearchCampaign } from './search-ads.js';
import { DAY_MS, presentOf } from './timeline.js';
import type { World } from './world.js';

/** A row for each ad and day, also for days without delivery. `share`: one ad's part of its campaign's budget. */
export function createSearchDays(
  options: World['options'],
  { campaigns, adGroups, ads }: Omit<SearchAds, 'days'>,
  share: number,
): SearchAdDay[] {
  const lastDay = presentOf(options);
  // From the last day back, so that a longer world only adds older days.
  const dates = Array.from({ length: options.days }, (_, back) =>
    new Date(lastDay - back * DAY_MS).toISOString().slice(0, 10),
  );
  return ads.flatMap((ad) => {
    const random = createRandom(options.seed, 'search-days', ad.index);
    const campaign = campaigns[ad.campaignIndex - 1];
    const running = campaign !== undefined && isRunning(ad, adGroups[ad.adGroupIndex - 1]?.status, campaign);
    const budget = running ? campaign.dailyBudget * share : 0;
    const costPerClick = random.between(60, 320);
    const clickRate = random.between(0.02, 0.12);
    const conversionRate = random.between(0.02, 0.09);
    return dates
      .map((date) => {
        const delivers = campaign !== undefined && date >= campaign.startDate;
        return dayOf(random, ad.index, date, delivers ? budget : 0, { costPerClick, clickRate, conversionRate });
      })
      .reverse();
  });
}

function isRunning(ad: SearchAd, adGroupStatus: string | undefined, campaign: SearchCampaign): boolean {
  return [ad.status, adGroupStatus, campaign.status].every((status) => status === 'ENABLED');
}

interface Creative {
  /** Cents. */
  costPerClick: number;
  clickRate: number;
  conversionRate: number;
}

function dayOf(random: Random, adIndex: number, date: string, budget: number, creative: Creative): SearchAdDay {
  const spend = Math.floor(budget * random.between(0.5, 1));
  const clicks = Math.floor(spend / (creative.costPerClick * random.between(0.8, 1.25)));
  const rate = creative.clickRate * random.between(0.8, 1.25);
  // Money is never spent without an impression, even on a day without a click.
  const impressions = spend === 0 ? 0 : Math.max(Math.ceil(clicks / rate), 1);
  const conversions = Math.min(clicks, Math.floor(clicks * creative.conversionRate + random.next()));
  return { adIndex, date, spend, impressions, clicks, conversions };
}
