import { createRandom } from './random.js';
import { DAY_MS, presentOf, wholeSeconds } from './timeline.js';
import type { World, WorldAd, WorldAdCampaign, WorldAdSet } from './world.js';

const AD_SETS_PER_CAMPAIGN = 2;
export const ADS_PER_AD_SET = 2;
export const ADS_PER_CAMPAIGN = AD_SETS_PER_CAMPAIGN * ADS_PER_AD_SET;

/** Objectives of Meta's current ("outcome-driven") campaigns. */
const OBJECTIVES = ['OUTCOME_SALES', 'OUTCOME_LEADS', 'OUTCOME_TRAFFIC'] as const;

export function createAdCampaigns(options: World['options']): WorldAdCampaign[] {
  return Array.from({ length: options.adCampaigns }, (_, at) => {
    const index = at + 1;
    const random = createRandom(options.seed, 'ad-campaign', index);
    const theme = random.pick(['Autumn', 'Brand', 'Retargeting', 'Launch', 'Webinar', 'Clearance']);
    const createdAt = wholeSeconds(presentOf(options) - random.between(30, 300) * DAY_MS);
    return {
      index,
      id: metaId(1, index),
      name: `${theme} ${random.pick(['DE', 'FR', 'UK', 'US', 'EU'])} ${index}`,
      status: random.pick(['ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'PAUSED', 'ARCHIVED']),
      objective: random.pick(OBJECTIVES),
      dailyBudget: random.chance(0.5) ? random.int(20, 200) * 100 : null,
      createdAt,
      updatedAt: wholeSeconds(random.between(createdAt, presentOf(options))),
    };
  });
}

export function createAdSets(options: World['options'], campaigns: readonly WorldAdCampaign[]): WorldAdSet[] {
  return campaigns.flatMap((campaign) =>
    Array.from({ length: AD_SETS_PER_CAMPAIGN }, (_, at) => {
      const index = (campaign.index - 1) * AD_SETS_PER_CAMPAIGN + at + 1;
      const random = createRandom(options.seed, 'ad-set', index);
      const ageRange = random.pick(['18-24', '25-34', '35-44', '45-54', '55+']);
      return {
        index,
        id: metaId(2, index),
        campaignIndex: campaign.index,
        name: `${campaign.name} / ${ageRange} / ${at + 1}`,
        status: random.pick([campaign.status, campaign.status, campaign.status, 'PAUSED']),
        dailyBudget: campaign.dailyBudget === null ? random.int(10, 100) * 100 : null,
        createdAt: campaign.createdAt,
        updatedAt: wholeSeconds(random.between(campaign.createdAt, presentOf(options))),
      };
    }),
  );
}

export function createAds(options: World['options'], adSets: readonly WorldAdSet[]): WorldAd[] {
  return adSets.flatMap((adSet) =>
    Array.from({ length: ADS_PER_AD_SET }, (_, at) => {
      const index = (adSet.index - 1) * ADS_PER_AD_SET + at + 1;
      const random = createRandom(options.seed, 'ad', index);
      return {
        index,
        id: metaId(3, index),
        adSetIndex: adSet.index,
        campaignIndex: adSet.campaignIndex,
        name: `${adSet.name} / ${random.pick(['Image', 'Video', 'Carousel', 'Story'])} ${at + 1}`,
        status: random.pick([adSet.status, adSet.status, adSet.status, 'PAUSED']),
        createdAt: adSet.createdAt,
        updatedAt: wholeSeconds(random.between(adSet.createdAt, presentOf(options))),
      };
    }),
  );
}

/** Eighteen digits, beyond what a JavaScript number holds, like Meta's own. */
function metaId(level: 1 | 2 | 3, index: number): string {
  return `12021${level}${index.toString().padStart(8, '0')}0${level}01`;
}
