import type { AdRecord } from './ad.js';
import type { AdCampaignRecord } from './ad-campaign.js';
import type { AdSetRecord } from './ad-set.js';
import type { AdStatisticsRecord } from './ad-statistics.js';
import type { AudienceRecord } from './audience.js';
import type { AudienceMemberRecord } from './audience-member.js';
import type { CompanyRecord } from './company.js';
import type { ConsentRecord } from './consent.js';
import type { ContactRecord } from './contact.js';
import type { DealRecord } from './deal.js';
import type { EmailCampaignRecord, EmailStatisticsRecord } from './email-campaign.js';
import type { EventRecord } from './event.js';
import type { OwnerRecord } from './owner.js';
import type { PerformanceRowRecord } from './performance.js';
import type { WebAnalyticsRecord } from './web-analytics.js';

/** Whether a field says something about a person who can be told by it, alone or with the rest of the record. */
export type Sensitivity = 'personal' | 'plain';

/** Every field of a record, `kind` aside: a new field is classed before it compiles. */
type FieldsOf<R> = Readonly<Record<Exclude<keyof R, 'kind'>, Sensitivity>>;

const CONTACT: FieldsOf<ContactRecord> = {
  id: 'personal',
  emails: 'personal',
  givenName: 'personal',
  familyName: 'personal',
  phones: 'personal',
  lifecycleStage: 'plain',
  originalSource: 'plain',
  companyId: 'plain',
  ownerId: 'plain',
  createdAt: 'plain',
  updatedAt: 'plain',
  becameMarketingQualifiedAt: 'plain',
  becameSalesQualifiedAt: 'plain',
  links: 'personal',
};
const AUDIENCE_MEMBER: FieldsOf<AudienceMemberRecord> = {
  id: 'personal',
  audienceId: 'plain',
  email: 'personal',
  givenName: 'personal',
  familyName: 'personal',
  phones: 'personal',
  status: 'plain',
  updatedAt: 'plain',
  links: 'personal',
};
const CONSENT: FieldsOf<ConsentRecord> = { purpose: 'plain', status: 'plain', basis: 'plain', updatedAt: 'plain' };
const EVENT: FieldsOf<EventRecord> = {
  id: 'personal',
  name: 'plain',
  email: 'personal',
  value: 'plain',
  occurredAt: 'plain',
  updatedAt: 'plain',
};
const OWNER: FieldsOf<OwnerRecord> = { id: 'personal', name: 'personal', email: 'personal', updatedAt: 'plain' };
// A firm may bear its owner's name; what a sale is called mostly names the buyer.
const COMPANY: FieldsOf<CompanyRecord> = {
  id: 'plain',
  name: 'personal',
  domain: 'personal',
  createdAt: 'plain',
  updatedAt: 'plain',
};
const DEAL: FieldsOf<DealRecord> = {
  id: 'plain',
  name: 'personal',
  amount: 'plain',
  stage: 'plain',
  won: 'plain',
  closedAt: 'plain',
  createdAt: 'plain',
  updatedAt: 'plain',
};
const AUDIENCE: FieldsOf<AudienceRecord> = {
  id: 'plain',
  name: 'plain',
  memberCount: 'plain',
  createdAt: 'plain',
  updatedAt: 'plain',
};
const EMAIL_CAMPAIGN: FieldsOf<EmailCampaignRecord> = {
  id: 'plain',
  name: 'plain',
  subject: 'plain',
  status: 'plain',
  audienceId: 'plain',
  sentAt: 'plain',
  createdAt: 'plain',
  updatedAt: 'plain',
};
const AD_CAMPAIGN: FieldsOf<AdCampaignRecord> = {
  id: 'plain',
  name: 'plain',
  status: 'plain',
  objective: 'plain',
  dailyBudget: 'plain',
  createdAt: 'plain',
  updatedAt: 'plain',
};
const AD_SET: FieldsOf<AdSetRecord> = {
  id: 'plain',
  campaignId: 'plain',
  name: 'plain',
  status: 'plain',
  dailyBudget: 'plain',
  createdAt: 'plain',
  updatedAt: 'plain',
};
const AD: FieldsOf<AdRecord> = {
  id: 'plain',
  campaignId: 'plain',
  adSetId: 'plain',
  name: 'plain',
  status: 'plain',
  createdAt: 'plain',
  updatedAt: 'plain',
};
const EMAIL_STATISTICS: FieldsOf<EmailStatisticsRecord> = {
  sent: 'plain',
  uniqueOpens: 'plain',
  uniqueClicks: 'plain',
  unsubscribed: 'plain',
  bounced: 'plain',
};
const AD_STATISTICS: FieldsOf<AdStatisticsRecord> = {
  spend: 'plain',
  impressions: 'plain',
  clicks: 'plain',
  conversions: 'plain',
};
const PERFORMANCE_ROW: FieldsOf<PerformanceRowRecord> = {
  date: 'plain',
  channel: 'plain',
  campaignId: 'plain',
  spend: 'plain',
  impressions: 'plain',
  clicks: 'plain',
  conversions: 'plain',
};
const WEB_ANALYTICS: FieldsOf<WebAnalyticsRecord> = {
  rows: 'plain',
  sampled: 'plain',
  thresholded: 'plain',
  otherRow: 'plain',
};

/** By kind of record, or by capability where the answer is plain data. */
const SENSITIVITIES: Readonly<Record<string, Readonly<Record<string, Sensitivity>>>> = {
  Contact: CONTACT,
  AudienceMember: AUDIENCE_MEMBER,
  Consent: CONSENT,
  Event: EVENT,
  Owner: OWNER,
  Company: COMPANY,
  Deal: DEAL,
  Audience: AUDIENCE,
  EmailCampaign: EMAIL_CAMPAIGN,
  AdCampaign: AD_CAMPAIGN,
  AdSet: AD_SET,
  Ad: AD,
  'emailCampaign.statistics': EMAIL_STATISTICS,
  'ad.statistics': AD_STATISTICS,
  'performance.report': PERFORMANCE_ROW,
  'webAnalytics.report': WEB_ANALYTICS,
};

/**
 * What is known of a field of a canonical answer, given as its kind of record (or capability) and name with whatever lies within, e.g.
 * `Contact.emails`, `Contact.phones.number`, `ad.statistics.spend`. What is not known is personal: fields that connectors add, and whole answers.
 */
export function sensitivityOf(coordinate: string): Sensitivity {
  for (const [owner, fields] of Object.entries(SENSITIVITIES)) {
    if (!coordinate.startsWith(`${owner}.`)) continue;
    const [field = ''] = coordinate.slice(owner.length + 1).split('.');
    return Object.hasOwn(fields, field) ? (fields[field] ?? 'personal') : 'personal';
  }
  return 'personal';
}

/** Fields of a kind of record that are personal; none of a kind that is not known. */
export function personalFieldsOf(kind: string): readonly string[] {
  return Object.entries(SENSITIVITIES[kind] ?? {}).flatMap(([field, is]) => (is === 'personal' ? [field] : []));
}
