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
  type AudienceMemberUpsert,
  type AudienceMemberUpserted,
  MEMBERSHIP_STATUSES,
  type MembershipStatus,
} from './audience-member.js';
export { AudienceMemberInput } from './audience-member-input.js';
export { AudienceMemberUpsertResult } from './audience-member-upsert-result.js';
export { AudienceMembersUpserted } from './audience-members-upserted.js';
export { BulkJob, type BulkJobStateName, BulkRecordEnum, type BulkRecordName } from './bulk-job.js';
export {
  CAPABILITIES,
  type Capabilities,
  type CapabilityName,
  type CapabilityTraits,
  type GivenTraits,
  type InputOf,
  isCapability,
  isOwnCapability,
  isWrite,
  type OutputOf,
  type OwnCapabilityName,
  type SharedCapabilityName,
  traitsOf,
} from './capabilities.js';
export { CHANNELS, type Channel, ChannelEnum } from './channel.js';
export { Company, type CompanyRecord } from './company.js';
export { type Connection, connectionOf, type Edge } from './connection-of.js';
export {
  AdCampaignConnection,
  AudienceConnection,
  AudienceMemberConnection,
  CompanyConnection,
  ContactConnection,
  CustomerConnection,
  DealConnection,
  EmailCampaignConnection,
  EventConnection,
} from './connections.js';
export { Connector } from './connector.js';
export { CONSENT_STATUSES, Consent, type ConsentRecord, type ConsentStatus } from './consent.js';
export {
  Contact,
  type ContactRecord,
  type ContactUpsert,
  type ContactUpserted,
  type StageChangesInput,
  type VendorLink,
} from './contact.js';
export { ContactInput } from './contact-input.js';
export { ContactUpsertResult } from './contact-upsert-result.js';
export { ContactsUpserted } from './contacts-upserted.js';
export type { ConversionEvent, ConversionOutcome } from './conversion.js';
export { ConversionDestination } from './conversion-destination.js';
export { ConversionEventInput } from './conversion-event-input.js';
export { ConversionResult, type ConversionStatus } from './conversion-result.js';
export { ConversionsSent } from './conversions-sent.js';
export { Customer } from './customer.js';
export { DateRange } from './date-range.js';
export { Deal, type DealRecord, type WonDealsInput } from './deal.js';
export { EdgeArguments } from './edge-arguments.js';
export {
  EmailCampaign,
  type EmailCampaignRecord,
  EmailStatistics,
  type EmailStatisticsRecord,
} from './email-campaign.js';
export type { ErasureInput, ErasureOutcome, ErasureStatus } from './erasure.js';
export { ErasureResult, type ErasureResultStatus } from './erasure-result.js';
export { Event, type EventRecord } from './event.js';
export { EventArguments } from './event-arguments.js';
export { type ImportedRecord, isJob, JOBS, type JobInput, type JobName, type JobOutput, type Jobs } from './jobs.js';
export { type Deprecation, LIFECYCLE, Lifecycle, type MemberLifecycle } from './lifecycle.js';
export { LIFECYCLE_STAGES, type LifecycleStage, LifecycleStageEnum } from './lifecycle-stage.js';
export { ListArguments } from './list-arguments.js';
export { Money, type MoneyRecord } from './money.js';
export { MoneyInput } from './money-input.js';
export { Node } from './node.js';
export { Owner, type OwnerRecord } from './owner.js';
export type { Page, PageInput } from './page.js';
export { PageInfo } from './page-info.js';
export type { PerformanceInput, PerformanceRowRecord } from './performance.js';
export {
  PERFORMANCE_DIMENSIONS,
  type PerformanceDimension,
  PerformanceDimensionEnum,
} from './performance-dimension.js';
export { PerformanceFigures } from './performance-figures.js';
export { PerformanceReport } from './performance-report.js';
export { PerformanceRow } from './performance-row.js';
export { PersonErased } from './person-erased.js';
export { personalFieldsOf, type Sensitivity, sensitivityOf } from './personal-data.js';
export { PHONE_KINDS, type PhoneKind, PhoneNumber, type PhoneNumberRecord } from './phone-number.js';
export { ReportRow } from './report-row.js';
export { type RecordSource, Source, type Sourced } from './source.js';
export { UpsertResult } from './upsert-result.js';
export { UPSERT_STATUSES, type UpsertStatus } from './upsert-status.js';
export { VendorListArguments } from './vendor-list-arguments.js';
export { VendorRecord } from './vendor-record.js';
export type { WebAnalyticsInput, WebAnalyticsRecord, WebAnalyticsRowRecord } from './web-analytics.js';
export {
  WEB_ANALYTICS_DIMENSIONS,
  type WebAnalyticsDimension,
  WebAnalyticsDimensionEnum,
} from './web-analytics-dimension.js';
export { WebAnalyticsFigures } from './web-analytics-figures.js';
export { WebAnalyticsQuality } from './web-analytics-quality.js';
export { WebAnalyticsReport } from './web-analytics-report.js';
export { WebAnalyticsRow } from './web-analytics-row.js';
export { WriteError } from './write-error.js';
