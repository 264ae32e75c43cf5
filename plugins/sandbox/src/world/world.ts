import type { KlaviyoWorld } from './klaviyo-world.js';
import type { SalesforcePerson, WorldOpportunity } from './salesforce-world.js';
import type { SearchAds } from './search-ads.js';
import type { WebDay } from './web-day.js';

/**
 * One deterministic world behind every vendor: plain facts, no vendor's wire. Instants are epoch milliseconds. Each
 * `index` counts from 1, so that `companies[companyIndex - 1]` is the company of that index.
 */
export interface World {
  readonly options: Required<WorldOptions>;
  readonly people: readonly Person[];
  readonly companies: readonly WorldCompany[];
  readonly deals: readonly WorldDeal[];
  readonly audiences: readonly WorldAudience[];
  readonly memberships: readonly Membership[];
  readonly mailings: readonly Mailing[];
  readonly adCampaigns: readonly WorldAdCampaign[];
  readonly adSets: readonly WorldAdSet[];
  readonly ads: readonly WorldAd[];
  /** One row per ad and day. */
  readonly adDays: readonly AdDay[];
  /** The Google Ads account. */
  readonly search: SearchAds;
  /** One row per channel and day. */
  readonly webDays: readonly WebDay[];
  readonly klaviyo: KlaviyoWorld;
  /** The colleagues who look after people in a CRM. */
  readonly owners: readonly WorldOwner[];
  readonly ownerships: readonly Ownership[];
  readonly marketoLeads: readonly MarketoLead[];
  readonly salesforcePeople: readonly SalesforcePerson[];
  /** Sales that Salesforce knows; `deals` are HubSpot's. */
  readonly opportunities: readonly WorldOpportunity[];
}

export interface WorldOptions {
  /** Default 1. The same seed and sizes make the same world, byte for byte. */
  seed?: number;
  people?: number;
  companies?: number;
  deals?: number;
  /** Sales that Salesforce knows. */
  opportunities?: number;
  audiences?: number;
  adCampaigns?: number;
  /** Campaigns of the Google Ads account. */
  searchCampaigns?: number;
  /** Days of statistics, ending at `today`. */
  days?: number;
  /** Last day of the world, ISO 8601 date. */
  today?: string;
}

/** What one vendor knows about a person: spelling, casing, phone format and freshness differ between vendors. */
export interface Spelling {
  email: string;
  givenName: string;
  familyName: string;
  phone: string | null;
  updatedAt: number;
}

export interface MailchimpSpelling extends Spelling {
  /** HubSpot contact id that Mailchimp keeps in its merge field `HUBSPOTID`; null when it keeps none. */
  hubspotLink: number | null;
}

export interface Person {
  /** 1, 2, 3 …; HubSpot's contact id is `hubspotId`. */
  index: number;
  hubspot: (Spelling & { id: number }) | null;
  mailchimp: MailchimpSpelling | null;
  companyIndex: number | null;
  /** HubSpot's `hs_analytics_source` value, e.g. `PAID_SOCIAL`; null when unknown. */
  source: string | null;
  /** HubSpot's `lifecyclestage` value, e.g. `marketingqualifiedlead`. */
  stage: string;
  createdAt: number;
  becameMqlAt: number | null;
  becameSqlAt: number | null;
}

export interface WorldCompany {
  index: number;
  id: number;
  name: string;
  domain: string;
  createdAt: number;
  updatedAt: number;
}

export interface WorldDeal {
  index: number;
  id: number;
  name: string;
  /** Decimal string in major units. */
  amount: string;
  currency: string;
  /** HubSpot's stage id: `appointmentscheduled` … `closedwon`, `closedlost`. */
  stage: string;
  won: boolean;
  closedAt: number;
  createdAt: number;
  updatedAt: number;
  personIndex: number;
  companyIndex: number | null;
}

export interface WorldAudience {
  index: number;
  /** Mailchimp list id, ten hexadecimal digits. */
  id: string;
  name: string;
  createdAt: number;
}

export interface Membership {
  audienceIndex: number;
  personIndex: number;
  status: 'subscribed' | 'unsubscribed' | 'cleaned' | 'pending';
  updatedAt: number;
}

export interface Mailing {
  id: string;
  title: string;
  subject: string;
  audienceIndex: number;
  status: 'sent' | 'save' | 'schedule';
  createdAt: number;
  sentAt: number | null;
  sent: number;
  opens: number;
  uniqueOpens: number;
  clicks: number;
  uniqueClicks: number;
  unsubscribed: number;
  hardBounces: number;
  softBounces: number;
}

export interface WorldAdCampaign {
  index: number;
  /** Meta's id, a string of digits. */
  id: string;
  name: string;
  status: 'ACTIVE' | 'PAUSED' | 'ARCHIVED';
  objective: string;
  /** In minor units; null when the ad sets carry it. */
  dailyBudget: number | null;
  createdAt: number;
  updatedAt: number;
}

export interface WorldAdSet {
  index: number;
  id: string;
  campaignIndex: number;
  name: string;
  status: 'ACTIVE' | 'PAUSED' | 'ARCHIVED';
  dailyBudget: number | null;
  createdAt: number;
  updatedAt: number;
}

export interface WorldAd {
  index: number;
  id: string;
  adSetIndex: number;
  campaignIndex: number;
  name: string;
  status: 'ACTIVE' | 'PAUSED' | 'ARCHIVED';
  createdAt: number;
  updatedAt: number;
}

/** What one ad cost and brought on one day. */
export interface AdDay {
  adIndex: number;
  /** ISO 8601 date, UTC. */
  date: string;
  /** Minor units (cents). */
  spend: number;
  impressions: number;
  clicks: number;
  conversions: number;
}

export interface WorldOwner {
  index: number;
  /** HubSpot's owner id. */
  id: number;
  givenName: string;
  familyName: string;
  email: string;
  createdAt: number;
  updatedAt: number;
  /** Null while they work here. */
  leftAt: number | null;
}

/** Who looks after whom; people without one are nobody's. */
export interface Ownership {
  personIndex: number;
  ownerIndex: number;
}

/** One lead as Marketo keeps it; several may have one address. */
export interface MarketoLead extends Spelling {
  id: number;
  personIndex: number;
  /** Free text, e.g. `Paid Social`; null when unknown. */
  leadSource: string | null;
  createdAt: number;
}
