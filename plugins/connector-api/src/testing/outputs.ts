import type {
  AdCampaignRecord,
  AdRecord,
  AdSetRecord,
  AdStatisticsRecord,
  AudienceMemberRecord,
  AudienceMemberUpserted,
  AudienceRecord,
  CapabilityName,
  Channel,
  CompanyRecord,
  ConsentRecord,
  ConsentStatus,
  ContactRecord,
  ContactUpserted,
  ConversionOutcome,
  DealRecord,
  EmailCampaignRecord,
  EmailStatisticsRecord,
  ErasureOutcome,
  ErasureStatus,
  EventRecord,
  LifecycleStage,
  MembershipStatus,
  OwnerRecord,
  PerformanceRowRecord,
  PhoneKind,
  SharedCapabilityName,
  WebAnalyticsRecord,
  WebAnalyticsRowRecord,
} from '@selvedge/schema';
import {
  type Check,
  count,
  date,
  flag,
  instant,
  listOf,
  literal,
  money,
  object,
  oneOf,
  orAbsent,
  orNull,
  pageOf,
  share,
  text,
} from './structure.js';

const channel = oneOf<Channel>({
  DIRECT: true,
  ORGANIC_SEARCH: true,
  PAID_SEARCH: true,
  ORGANIC_SOCIAL: true,
  PAID_SOCIAL: true,
  EMAIL: true,
  REFERRAL: true,
  OTHER: true,
});
const stage = oneOf<LifecycleStage>({
  SUBSCRIBER: true,
  LEAD: true,
  MARKETING_QUALIFIED_LEAD: true,
  SALES_QUALIFIED_LEAD: true,
  OPPORTUNITY: true,
  CUSTOMER: true,
  EVANGELIST: true,
  OTHER: true,
});
const status = oneOf<MembershipStatus>({
  SUBSCRIBED: true,
  UNSUBSCRIBED: true,
  CLEANED: true,
  PENDING: true,
  TRANSACTIONAL: true,
  ARCHIVED: true,
});
const phone = object({ number: text, kind: oneOf<PhoneKind>({ MOBILE: true, WORK: true, HOME: true, OTHER: true }) });
const link = object({ connector: text, id: text });
const dated = { createdAt: orNull(instant), updatedAt: orNull(instant) };

const contact = record<ContactRecord>({
  kind: literal('Contact'),
  id: text,
  emails: listOf(text),
  givenName: orNull(text),
  familyName: orNull(text),
  phones: listOf(phone),
  lifecycleStage: orNull(stage),
  originalSource: orNull(channel),
  companyId: orNull(text),
  ownerId: orAbsent(orNull(text)),
  becameMarketingQualifiedAt: orNull(instant),
  becameSalesQualifiedAt: orNull(instant),
  links: listOf(link),
  ...dated,
});
const company = record<CompanyRecord>({
  kind: literal('Company'),
  id: text,
  name: orNull(text),
  domain: orNull(text),
  ...dated,
});
const deal = record<DealRecord>({
  kind: literal('Deal'),
  id: text,
  name: orNull(text),
  amount: orNull(money),
  stage: orNull(text),
  won: orNull(flag),
  closedAt: orNull(instant),
  ...dated,
});
const audience = record<AudienceRecord>({
  kind: literal('Audience'),
  id: text,
  name: orNull(text),
  memberCount: orNull(count),
  ...dated,
});
const member = record<AudienceMemberRecord>({
  kind: literal('AudienceMember'),
  id: text,
  audienceId: orNull(text),
  email: text,
  givenName: orNull(text),
  familyName: orNull(text),
  phones: listOf(phone),
  status: orNull(status),
  updatedAt: orNull(instant),
  links: listOf(link),
});
const mailing = record<EmailCampaignRecord>({
  kind: literal('EmailCampaign'),
  id: text,
  name: orNull(text),
  subject: orNull(text),
  status: orNull(text),
  audienceId: orNull(text),
  sentAt: orNull(instant),
  ...dated,
});
const adCampaign = record<AdCampaignRecord>({
  kind: literal('AdCampaign'),
  id: text,
  name: orNull(text),
  status: orNull(text),
  objective: orNull(text),
  dailyBudget: orNull(money),
  ...dated,
});
const adSet = record<AdSetRecord>({
  kind: literal('AdSet'),
  id: text,
  campaignId: text,
  name: orNull(text),
  status: orNull(text),
  dailyBudget: orNull(money),
  ...dated,
});
const ad = record<AdRecord>({
  kind: literal('Ad'),
  id: text,
  campaignId: text,
  adSetId: text,
  name: orNull(text),
  status: orNull(text),
  ...dated,
});
const consent = record<ConsentRecord>({
  kind: literal('Consent'),
  purpose: text,
  status: oneOf<ConsentStatus>({ GRANTED: true, DENIED: true, PENDING: true, UNKNOWN: true }),
  basis: orNull(text),
  updatedAt: orNull(instant),
});
const owner = record<OwnerRecord>({
  kind: literal('Owner'),
  id: text,
  name: orNull(text),
  email: orNull(text),
  updatedAt: orNull(instant),
});
const event = record<EventRecord>({
  kind: literal('Event'),
  id: text,
  name: orNull(text),
  email: orNull(text),
  value: orNull(money),
  occurredAt: orNull(instant),
  updatedAt: orNull(instant),
});
const erasure = record<ErasureOutcome>({
  status: oneOf<ErasureStatus>({ erased: true, accepted: true, recoverable: true, 'not-found': true }),
  ids: listOf(text),
  note: orNull(text),
});
const webAnalytics = record<WebAnalyticsRecord>({
  rows: listOf(
    record<WebAnalyticsRowRecord>({
      date,
      channel,
      sessions: count,
      users: count,
      conversions: count,
      revenue: money,
    }),
  ),
  sampled: flag,
  thresholded: flag,
  otherRow: flag,
});
const figures = { spend: money, impressions: count, clicks: count, conversions: count };

/** What an answer of a capability must look like. Of a connector's own ones, nobody else knows. */
export function outputOf(capability: CapabilityName): Check {
  return isShared(capability) ? OUTPUTS[capability] : () => [];
}

function isShared(name: CapabilityName): name is SharedCapabilityName {
  return Object.hasOwn(OUTPUTS, name);
}

/** What an answer of each capability must look like. */
export const OUTPUTS: Readonly<Record<SharedCapabilityName, Check>> = {
  'contact.byId': contact,
  'contact.byEmail': contact,
  'contact.byPhone': contact,
  'contact.page': pageOf(contact),
  'contact.idsByCompany': listOf(text),
  'contact.idsByDeal': listOf(text),
  'contact.stageChanges': listOf(contact),
  'contact.upsert': record<ContactUpserted>({ id: text, created: flag }),
  'consent.byEmail': listOf(consent),
  'person.erase': erasure,
  'owner.byId': owner,
  'company.byId': company,
  'company.page': pageOf(company),
  'company.idsByDeal': listOf(text),
  'deal.byId': deal,
  'deal.page': pageOf(deal),
  'deal.idsByContact': listOf(text),
  'deal.idsByCompany': listOf(text),
  'deal.won': listOf(deal),
  'audience.byId': audience,
  'audience.page': pageOf(audience),
  'audienceMember.byId': member,
  'audienceMember.byEmail': listOf(member),
  'audienceMember.page': pageOf(member),
  'audienceMember.upsert': record<AudienceMemberUpserted>({ id: text, created: flag }),
  'event.byId': event,
  'event.page': pageOf(event),
  'emailCampaign.byId': mailing,
  'emailCampaign.page': pageOf(mailing),
  'emailCampaign.statistics': record<EmailStatisticsRecord>({
    sent: count,
    uniqueOpens: count,
    uniqueClicks: count,
    unsubscribed: count,
    bounced: count,
  }),
  'adCampaign.byId': adCampaign,
  'adCampaign.page': pageOf(adCampaign),
  'adSet.byId': adSet,
  'adSet.byCampaign': listOf(adSet),
  'ad.byId': ad,
  'ad.byAdSet': listOf(ad),
  'ad.statistics': record<AdStatisticsRecord>(figures),
  'performance.report': listOf(record<PerformanceRowRecord>({ date, channel, campaignId: text, ...figures })),
  'conversion.send': record<ConversionOutcome>({
    status: oneOf<ConversionOutcome['status']>({ received: true, duplicate: true }),
    matchQuality: orNull(share),
  }),
  'webAnalytics.report': webAnalytics,
};

/** An object check that names every field of the record, seen to by the compiler. */
function record<R>(fields: Readonly<Record<keyof R, Check>>): Check {
  return object(fields);
}
