/** What one Google Ads account holds: campaigns, ad groups and ads of their own, apart from Meta's. */
export interface SearchAds {
  readonly campaigns: readonly SearchCampaign[];
  readonly adGroups: readonly SearchAdGroup[];
  readonly ads: readonly SearchAd[];
  /** One row per ad and day. */
  readonly days: readonly SearchAdDay[];
}

export type SearchStatus = 'ENABLED' | 'PAUSED' | 'REMOVED';

export interface SearchCampaign {
  index: number;
  /** Google's id, a string of digits. */
  id: string;
  name: string;
  status: SearchStatus;
  channelType: 'SEARCH' | 'SHOPPING' | 'DISPLAY';
  /** Cents a day. */
  dailyBudget: number;
  /** ISO 8601 date of its first day. */
  startDate: string;
}

export interface SearchAdGroup {
  index: number;
  id: string;
  campaignIndex: number;
  name: string;
  status: SearchStatus;
}

export interface SearchAd {
  index: number;
  id: string;
  adGroupIndex: number;
  campaignIndex: number;
  /** Null for most: responsive search ads need no name. */
  name: string | null;
  status: SearchStatus;
}

/** What one ad cost and brought on one day. */
export interface SearchAdDay {
  adIndex: number;
  /** ISO 8601 date, UTC. */
  date: string;
  /** Minor units (cents). */
  spend: number;
  impressions: number;
  clicks: number;
  conversions: number;
}
