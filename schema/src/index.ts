import 'reflect-metadata';

export { Ad, type AdRecord } from './ad.js';
export { AdCampaign, type AdCampaignRecord } from './ad-campaign.js';
export { AdSet, type AdSetRecord } from './ad-set.js';
export { type AdLevel, AdStatistics, type AdStatisticsInput, type AdStatisticsRecord } from './ad-statistics.js';
export { Audience, type AudienceRecord } from './audience.js';
export {
  AudienceMember,
  type AudienceMemberPageInput,
  type AudienceMemberRecord,
  MEMBERSHIP_STATUSES,
  type MembershipStatus,
} from './audience-member.js';
export {
  CAPABILITIES,
  type Capabilities,
  type CapabilityName,
  type CapabilityTraits,
  type InputOf,
  isCapability,
  type OutputOf,
} from './capabilities.js';
export { CHANNELS, type Channel, ChannelEnum } from './channel.js';
export { Company, type CompanyRecord } from './company.js';
export {
  Contact,
  type ContactRecord,
  type ContactUpsert,
  type ContactUpserted,
  type StageChangesInput,
  type VendorLink,
} from './contact.js';
export { Deal, type DealRecord, type WonDealsInput } from './deal.js';
export {
  EmailCampaign,
  type EmailCampaignRecord,
  EmailStatistics,
  type EmailStatisticsRecord,
} from './email-campaign.js';
export { type Deprecation, LIFECYCLE, Lifecycle, type MemberLifecycle } from './lifecycle.js';
export { LIFECYCLE_STAGES, type LifecycleStage, LifecycleStageEnum } from './lifecycle-stage.js';
export { Money, type MoneyRecord } from './money.js';
export { Node } from './node.js';
export type { Page, PageInput } from './page.js';
export type { PerformanceInput, PerformanceRowRecord } from './performance.js';
export { PHONE_KINDS, type PhoneKind, PhoneNumber, type PhoneNumberRecord } from './phone-number.js';
export { type RecordSource, Source, type Sourced } from './source.js';
export { VendorRecord } from './vendor-record.js';
