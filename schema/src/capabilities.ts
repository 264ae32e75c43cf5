import type { AdRecord } from './ad.js';
import type { AdCampaignRecord } from './ad-campaign.js';
import type { AdSetRecord } from './ad-set.js';
import type { AdStatisticsInput, AdStatisticsRecord } from './ad-statistics.js';
import type { AudienceRecord } from './audience.js';
import type {
  AudienceMemberPageInput,
  AudienceMemberRecord,
  AudienceMemberUpsert,
  AudienceMemberUpserted,
} from './audience-member.js';
import type { CompanyRecord } from './company.js';
import type { ConsentRecord } from './consent.js';
import type { ContactRecord, ContactUpsert, ContactUpserted, StageChangesInput } from './contact.js';
import type { ConversionEvent, ConversionOutcome } from './conversion.js';
import type { DealRecord, WonDealsInput } from './deal.js';
import type { EmailCampaignRecord, EmailStatisticsRecord } from './email-campaign.js';
import type { ErasureInput, ErasureOutcome } from './erasure.js';
import type { EventRecord } from './event.js';
import type { OwnerRecord } from './owner.js';
import type { Page, PageInput } from './page.js';
import type { PerformanceInput, PerformanceRowRecord } from './performance.js';
import type { WebAnalyticsInput, WebAnalyticsRecord } from './web-analytics.js';

/** A capability that a connector adds itself, `<connector id>/<name>`, e.g. `posts/user.byId`. */
export type OwnCapabilityName = `${string}/${string}`;

/** Every capability: what one input asks and what one output is. Ids are the vendor's own. */
export interface Capabilities {
  /** What it takes and gives, the connector's extension of the graph says. */
  [own: OwnCapabilityName]: { input: unknown; output: unknown };
  'contact.byId': { input: string; output: ContactRecord };
  'contact.byEmail': { input: string; output: ContactRecord };
  /** Input: digits of the number with country code, no `+`. */
  'contact.byPhone': { input: string; output: ContactRecord };
  'contact.page': { input: PageInput; output: Page<ContactRecord> };
  'contact.idsByCompany': { input: string; output: readonly string[] };
  'contact.idsByDeal': { input: string; output: readonly string[] };
  'contact.stageChanges': { input: StageChangesInput; output: readonly ContactRecord[] };
  'contact.upsert': { input: ContactUpsert; output: ContactUpserted };
  /** By e-mail address: what the vendor has on record, one per purpose; an empty list where it knows nobody. */
  'consent.byEmail': { input: string; output: readonly ConsentRecord[] };
  'person.erase': { input: ErasureInput; output: ErasureOutcome };
  'owner.byId': { input: string; output: OwnerRecord };
  'company.byId': { input: string; output: CompanyRecord };
  'company.page': { input: PageInput; output: Page<CompanyRecord> };
  'company.idsByDeal': { input: string; output: readonly string[] };
  'deal.byId': { input: string; output: DealRecord };
  'deal.page': { input: PageInput; output: Page<DealRecord> };
  'deal.idsByContact': { input: string; output: readonly string[] };
  'deal.idsByCompany': { input: string; output: readonly string[] };
  'deal.won': { input: WonDealsInput; output: readonly DealRecord[] };
  'audience.byId': { input: string; output: AudienceRecord };
  'audience.page': { input: PageInput; output: Page<AudienceRecord> };
  'audienceMember.byId': { input: string; output: AudienceMemberRecord };
  /** All memberships of one e-mail address, over all audiences. */
  'audienceMember.byEmail': { input: string; output: readonly AudienceMemberRecord[] };
  'audienceMember.page': { input: AudienceMemberPageInput; output: Page<AudienceMemberRecord> };
  'audienceMember.upsert': { input: AudienceMemberUpsert; output: AudienceMemberUpserted };
  'event.byId': { input: string; output: EventRecord };
  'event.page': { input: PageInput; output: Page<EventRecord> };
  'emailCampaign.byId': { input: string; output: EmailCampaignRecord };
  'emailCampaign.page': { input: PageInput; output: Page<EmailCampaignRecord> };
  'emailCampaign.statistics': { input: string; output: EmailStatisticsRecord };
  'adCampaign.byId': { input: string; output: AdCampaignRecord };
  'adCampaign.page': { input: PageInput; output: Page<AdCampaignRecord> };
  'adSet.byId': { input: string; output: AdSetRecord };
  'adSet.byCampaign': { input: string; output: readonly AdSetRecord[] };
  'ad.byId': { input: string; output: AdRecord };
  'ad.byAdSet': { input: string; output: readonly AdRecord[] };
  'ad.statistics': { input: AdStatisticsInput; output: AdStatisticsRecord };
  'performance.report': { input: PerformanceInput; output: readonly PerformanceRowRecord[] };
  'conversion.send': { input: ConversionEvent; output: ConversionOutcome };
  'webAnalytics.report': { input: WebAnalyticsInput; output: WebAnalyticsRecord };
}

export type CapabilityName = keyof Capabilities;
/** A capability that any connector may have. */
export type SharedCapabilityName = Exclude<CapabilityName, OwnCapabilityName>;
export type InputOf<C extends CapabilityName> = Capabilities[C]['input'];
export type OutputOf<C extends CapabilityName> = Capabilities[C]['output'];

/** What holds for a capability whichever connector implements it. */
export interface CapabilityTraits {
  kind: 'read' | 'write';
  /** How records sit in one output: the output itself, a list, a page, or plain data without records. */
  shape: 'record' | 'list' | 'page' | 'value';
  /** Default budget of one batch, milliseconds. */
  deadlineMs: number;
  /** Default time an answer counts as fresh, milliseconds; 0 for writes. */
  freshForMs: number;
}

const SECOND = 1_000;
const person = (shape: CapabilityTraits['shape']): CapabilityTraits => ({
  kind: 'read',
  shape,
  deadlineMs: 2 * SECOND,
  freshForMs: 60 * SECOND,
});
const advert = (shape: CapabilityTraits['shape']): CapabilityTraits => ({ ...person(shape), freshForMs: 300 * SECOND });
const report = (shape: CapabilityTraits['shape']): CapabilityTraits => ({ ...advert(shape), deadlineMs: 8 * SECOND });

const WRITE: CapabilityTraits = { kind: 'write', shape: 'value', deadlineMs: 10 * SECOND, freshForMs: 0 };

export const CAPABILITIES: Readonly<Record<SharedCapabilityName, CapabilityTraits>> = {
  'contact.byId': person('record'),
  'contact.byEmail': person('record'),
  'contact.byPhone': person('record'),
  'contact.page': person('page'),
  'contact.idsByCompany': person('value'),
  'contact.idsByDeal': person('value'),
  'contact.stageChanges': report('list'),
  'contact.upsert': WRITE,
  'consent.byEmail': person('list'),
  'person.erase': WRITE,
  'owner.byId': person('record'),
  'company.byId': person('record'),
  'company.page': person('page'),
  'company.idsByDeal': person('value'),
  'deal.byId': person('record'),
  'deal.page': person('page'),
  'deal.idsByContact': person('value'),
  'deal.idsByCompany': person('value'),
  'deal.won': report('list'),
  'audience.byId': person('record'),
  'audience.page': person('page'),
  'audienceMember.byId': person('record'),
  'audienceMember.byEmail': person('list'),
  'audienceMember.page': person('page'),
  'audienceMember.upsert': WRITE,
  'event.byId': person('record'),
  'event.page': person('page'),
  'emailCampaign.byId': advert('record'),
  'emailCampaign.page': advert('page'),
  'emailCampaign.statistics': advert('value'),
  'adCampaign.byId': advert('record'),
  'adCampaign.page': advert('page'),
  'adSet.byId': advert('record'),
  'adSet.byCampaign': advert('list'),
  'ad.byId': advert('record'),
  'ad.byAdSet': advert('list'),
  'ad.statistics': report('value'),
  'performance.report': report('value'),
  'conversion.send': WRITE,
  'webAnalytics.report': report('value'),
};

/** Whether a string names a capability that any connector may have. */
export function isCapability(name: string): name is SharedCapabilityName {
  return Object.hasOwn(CAPABILITIES, name);
}

/** Whether a string has the form of a capability that a connector adds itself. */
export function isOwnCapability(name: string): name is OwnCapabilityName {
  return /^[a-z][a-z0-9-]*\/[A-Za-z][\w.-]*$/.test(name);
}

/** Whether a capability changes something at the vendor. What connectors add themselves reads. */
export function isWrite(capability: CapabilityName): boolean {
  return isCapability(capability) && CAPABILITIES[capability].kind === 'write';
}

/** What one connector says of a capability of its own, or otherwise than the capability's defaults. */
export interface GivenTraits {
  shape?: CapabilityTraits['shape'];
  deadlineMs?: number;
  freshForMs?: number;
}

/** What holds for a capability as one connector implements it; of its own ones, what it leaves out is as for contacts. */
export function traitsOf(capability: CapabilityName, given: GivenTraits): CapabilityTraits {
  const shared = isCapability(capability) ? CAPABILITIES[capability] : null;
  const traits = shared ?? person(given.shape ?? 'value');
  return {
    ...traits,
    deadlineMs: given.deadlineMs ?? traits.deadlineMs,
    freshForMs: given.freshForMs ?? traits.freshForMs,
  };
}
