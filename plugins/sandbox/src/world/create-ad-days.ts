import { ADS_PER_AD_SET, ADS_PER_CAMPAIGN } from './create-ads.js';
import { createRandom, type Random } from './random.js';
import { DAY_MS, presentOf } from './timeline.js';
import type { AdDay, World, WorldAd, WorldAdCampaign, WorldAdSet } from './world.js';

/** A row for each ad and day, also for days without delivery; spending stays within the budget. */
export function createAdDays(
  options: World['options'],
  campaigns: readonly WorldAdCampaign[],
  adSets: readonly WorldAdSet[],
  ads: readonly WorldAd[],
): AdDay[] {
  const lastDay = presentOf(options);
  // From the last day back, so that a longer world only adds older days.
  const days = Array.from({ length: options.days }, (_, back) => {
    const startsAt = lastDay - back * DAY_MS;
    return { startsAt, date: new Date(startsAt).toISOString().slice(0, 10) };
  });
  return ads.flatMap((ad) => {
    const random = createRandom(options.seed, 'ad-days', ad.index);
    const budget = budgetOf(campaigns[ad.campaignIndex - 1], adSets[ad.adSetIndex - 1]);
    const creative = drawCreative(random);
    return days
      .map(({ startsAt, date }) => dayOf(random, ad.index, date, isDelivering(ad, startsAt) ? budget : 0, creative))
      .reverse();
  });
}

/** How well an ad does; its days vary around it. */
interface Creative {
  /** Cents. */
  costPerClick: number;
  clickRate: number;
  conversionRate: number;
}

function drawCreative(random: Random): Creative {
  return {
    costPerClick: random.between(40, 250),
    clickRate: random.between(0.006, 0.03),
    conversionRate: random.between(0.01, 0.06),
  };
}

/** Cents a day for one ad: an equal share of the budget of its campaign or ad set. */
function budgetOf(campaign: WorldAdCampaign | undefined, adSet: WorldAdSet | undefined): number {
  const shared = (campaign?.dailyBudget ?? 0) / ADS_PER_CAMPAIGN;
  return Math.floor(shared > 0 ? shared : (adSet?.dailyBudget ?? 0) / ADS_PER_AD_SET);
}

/** An ad that no longer runs was stopped when it was last changed. */
function isDelivering(ad: WorldAd, day: number): boolean {
  return day >= ad.createdAt && (ad.status === 'ACTIVE' || day < ad.updatedAt);
}

function dayOf(random: Random, adIndex: number, date: string, budget: number, creative: Creative): AdDay {
  const spend = Math.floor(budget * random.between(0.55, 1));
  const clicks = Math.floor(spend / (creative.costPerClick * random.between(0.8, 1.25)));
  const rate = creative.clickRate * random.between(0.8, 1.25);
  // At least one impression for a cent spent, even on a day without a click.
  const impressions = spend === 0 ? 0 : Math.max(Math.ceil(clicks / rate), Math.ceil(spend / 10));
  const expected = clicks * creative.conversionRate;
  const conversions = Math.min(clicks, Math.floor(expected + random.next()));
  return { adIndex, date, spend, impressions, clicks, conversions };
}
