import { createSearchDays } from './create-search-days.js';
import { createRandom } from './random.js';
import type { SearchAd, SearchAdGroup, SearchAds, SearchCampaign } from './search-ads.js';
import { DAY_MS, presentOf } from './timeline.js';
import type { World } from './world.js';

const AD_GROUPS_PER_CAMPAIGN = 2;
const ADS_PER_AD_GROUP = 2;

/** The Google Ads account of the world. */
export function createSearchAds(options: World['options']): SearchAds {
  const campaigns = Array.from({ length: options.searchCampaigns }, (_, at) => createCampaign(options, at + 1));
  const adGroups = campaigns.flatMap((campaign) => createAdGroups(options, campaign));
  const ads = adGroups.flatMap((adGroup) => createAds(options, adGroup));
  const share = 1 / (AD_GROUPS_PER_CAMPAIGN * ADS_PER_AD_GROUP);
  return { campaigns, adGroups, ads, days: createSearchDays(options, { campaigns, adGroups, ads }, share) };
}

function createCampaign(options: World['options'], index: number): SearchCampaign {
  const random = createRandom(options.seed, 'search-campaign', index);
  const theme = random.pick(['Brand', 'Generic', 'Competitors', 'Product', 'Long tail']);
  const startedAt = presentOf(options) - random.int(20, 400) * DAY_MS;
  return {
    index,
    id: googleId(2, index),
    name: `${theme} ${random.pick(['DE', 'FR', 'UK', 'US', 'EU'])} S${index}`,
    status: random.pick(['ENABLED', 'ENABLED', 'ENABLED', 'ENABLED', 'PAUSED', 'REMOVED']),
    channelType: random.pick(['SEARCH', 'SEARCH', 'SEARCH', 'SEARCH', 'SHOPPING', 'DISPLAY']),
    dailyBudget: random.int(20, 150) * 100,
    startDate: new Date(startedAt).toISOString().slice(0, 10),
  };
}

function createAdGroups(options: World['options'], campaign: SearchCampaign): SearchAdGroup[] {
  return Array.from({ length: AD_GROUPS_PER_CAMPAIGN }, (_, at) => {
    const index = (campaign.index - 1) * AD_GROUPS_PER_CAMPAIGN + at + 1;
    const random = createRandom(options.seed, 'search-ad-group', index);
    return {
      index,
      id: googleId(3, index),
      campaignIndex: campaign.index,
      name: `${campaign.name} / ${random.pick(['exact', 'phrase', 'broad'])} ${at + 1}`,
      status: random.pick(['ENABLED', 'ENABLED', 'ENABLED', 'PAUSED']),
    };
  });
}

function createAds(options: World['options'], adGroup: SearchAdGroup): SearchAd[] {
  return Array.from({ length: ADS_PER_AD_GROUP }, (_, at) => {
    const index = (adGroup.index - 1) * ADS_PER_AD_GROUP + at + 1;
    const random = createRandom(options.seed, 'search-ad', index);
    return {
      index,
      id: googleId(7, index),
      adGroupIndex: adGroup.index,
      campaignIndex: adGroup.campaignIndex,
      name: random.chance(0.3) ? `${adGroup.name} / ad ${at + 1}` : null,
      status: random.pick(['ENABLED', 'ENABLED', 'ENABLED', 'PAUSED']),
    };
  });
}

/** Eleven digits, as Google's own. */
function googleId(level: number, index: number): string {
  return `${level}1${index.toString().padStart(9, '0')}`;
}
