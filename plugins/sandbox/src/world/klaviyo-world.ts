/** What the one Klaviyo account holds at the start. Instants are epoch milliseconds. */
export interface KlaviyoWorld {
  readonly profiles: readonly KlaviyoProfile[];
  readonly lists: readonly KlaviyoList[];
  readonly listMembers: readonly KlaviyoListMember[];
  readonly campaigns: readonly KlaviyoCampaign[];
  readonly metrics: readonly KlaviyoMetric[];
  /** Of the days that have statistics, in no order. */
  readonly events: readonly KlaviyoEvent[];
}

export type KlaviyoConsent = 'SUBSCRIBED' | 'UNSUBSCRIBED' | 'NEVER_SUBSCRIBED';

export interface KlaviyoProfile {
  personIndex: number;
  id: string;
  email: string;
  givenName: string;
  familyName: string | null;
  /** E.164. */
  phone: string | null;
  /** HubSpot's contact id, where the account keeps one. */
  externalId: string | null;
  emailConsent: KlaviyoConsent;
  /** When the consent was given or withdrawn; null when it never was. */
  emailConsentAt: number | null;
  /** When mail to the address bounced for good; null when it did not. */
  bouncedAt: number | null;
  smsConsent: KlaviyoConsent;
  smsConsentAt: number | null;
  createdAt: number;
  updatedAt: number;
}

export interface KlaviyoList {
  id: string;
  name: string;
  createdAt: number;
  updatedAt: number;
}

export interface KlaviyoListMember {
  listId: string;
  profileId: string;
  joinedAt: number;
}

export interface KlaviyoCampaign {
  id: string;
  messageId: string;
  listId: string;
  name: string;
  subject: string;
  status: 'Draft' | 'Scheduled' | 'Sent';
  createdAt: number;
  updatedAt: number;
  scheduledAt: number | null;
  sentAt: number | null;
  recipients: number;
  bounced: number;
  opensUnique: number;
  clicksUnique: number;
  unsubscribed: number;
}

export interface KlaviyoMetric {
  id: string;
  name: 'Placed Order' | 'Opened Email' | 'Clicked Email';
  createdAt: number;
}

export interface KlaviyoEvent {
  id: string;
  metricId: string;
  profileId: string;
  occurredAt: number;
  /** Amount in major units and its ISO 4217 code; null for what has no worth. */
  value: { amount: number; currency: string } | null;
}
