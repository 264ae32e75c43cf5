import type { SearchAdDay, SearchAdGroup, SearchCampaign } from '../world/search-ads.js';
import type { World } from '../world/world.js';
import { CURRENCY, CUSTOMER_ID, TIME_ZONE } from './customer.js';
import type { Version } from './google-ads-error.js';

/** What one row says, by field name; values as JSON has them, int64 as text. Undefined: unset, but a field. */
export type Facts = Readonly<Record<string, string | number | undefined>>;

/** One row of a resource, and the ads whose days its metrics are the sum of. */
export interface TableRow {
  facts: Facts;
  days: readonly SearchAdDay[];
}

export type Tables = ReadonlyMap<string, readonly TableRow[]>;

/** The resources that can stand after FROM, by name. Start dates have another form from v23 on. */
export function createTables({ search }: World, version: Version): Tables {
  const daysOf = Map.groupBy(search.days, (day) => day.adIndex);
  const ads = search.ads.map((ad) => ({ ...ad, days: daysOf.get(ad.index) ?? [] }));
  const adsOfCampaign = Map.groupBy(ads, (ad) => ad.campaignIndex);
  const adsOfAdGroup = Map.groupBy(ads, (ad) => ad.adGroupIndex);
  const daysOfAll = (some: typeof ads = []) => some.flatMap(({ days }) => days);
  const campaigns = search.campaigns.map((campaign) => campaignFacts(campaign, version));
  const adGroups = search.adGroups.map((adGroup) => ({
    ...campaigns[adGroup.campaignIndex - 1],
    ...adGroupFacts(adGroup, campaigns[adGroup.campaignIndex - 1]),
  }));
  return new Map<string, readonly TableRow[]>([
    ['customer', [{ facts: CUSTOMER, days: search.days }]],
    [
      'campaign',
      search.campaigns.map(({ index }, at) => ({
        facts: { ...CUSTOMER, ...campaigns[at] },
        days: daysOfAll(adsOfCampaign.get(index)),
      })),
    ],
    [
      'ad_group',
      search.adGroups.map(({ index }, at) => ({
        facts: { ...CUSTOMER, ...adGroups[at] },
        days: daysOfAll(adsOfAdGroup.get(index)),
      })),
    ],
    [
      'ad_group_ad',
      ads.map(({ id, name, status, adGroupIndex, days }) => {
        const adGroup = adGroups[adGroupIndex - 1];
        return {
          facts: {
            ...CUSTOMER,
            ...adGroup,
            'ad_group_ad.resource_name': `${ACCOUNT}/adGroupAds/${adGroup?.['ad_group.id']}~${id}`,
            'ad_group_ad.status': status,
            'ad_group_ad.ad.resource_name': `${ACCOUNT}/ads/${id}`,
            'ad_group_ad.ad.id': id,
            'ad_group_ad.ad.name': name ?? undefined,
          },
          days,
        };
      }),
    ],
  ]);
}

const ACCOUNT = `customers/${CUSTOMER_ID}`;

const CUSTOMER: Facts = {
  'customer.resource_name': ACCOUNT,
  'customer.id': CUSTOMER_ID,
  'customer.descriptive_name': 'Sandbox account',
  'customer.currency_code': CURRENCY,
  'customer.time_zone': TIME_ZONE,
};

function campaignFacts(campaign: SearchCampaign, version: Version): Facts {
  return {
    'campaign.resource_name': `${ACCOUNT}/campaigns/${campaign.id}`,
    'campaign.id': campaign.id,
    'campaign.name': campaign.name,
    'campaign.status': campaign.status,
    'campaign.advertising_channel_type': campaign.channelType,
    ...(version === 'v22'
      ? { 'campaign.start_date': campaign.startDate, 'campaign.end_date': '2037-12-30' }
      : { 'campaign.start_date_time': `${campaign.startDate} 00:00:00`, 'campaign.end_date_time': undefined }),
    'campaign_budget.resource_name': `${ACCOUNT}/campaignBudgets/9${campaign.id}`,
    'campaign_budget.id': `9${campaign.id}`,
    'campaign_budget.amount_micros': `${campaign.dailyBudget}0000`,
    'campaign_budget.period': 'DAILY',
  };
}

function adGroupFacts(adGroup: SearchAdGroup, campaign: Facts | undefined): Facts {
  return {
    'ad_group.resource_name': `${ACCOUNT}/adGroups/${adGroup.id}`,
    'ad_group.id': adGroup.id,
    'ad_group.name': adGroup.name,
    'ad_group.status': adGroup.status,
    'ad_group.campaign': campaign?.['campaign.resource_name'],
  };
}
