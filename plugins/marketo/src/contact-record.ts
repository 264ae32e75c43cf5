import { type Call, malformed } from '@selvedge/connector-api';
import type { Channel, ContactRecord, PhoneNumberRecord } from '@selvedge/schema';
import { stageOf } from './stages.js';
import type { Lead } from './wire.js';

/** By the address look-ups are aligned, and of several leads with one address the last updated answers. */
const CARD = ['email', 'firstName', 'lastName', 'createdAt', 'updatedAt'];
const FIELDS = [...CARD, 'phone', 'mobilePhone', 'leadSource'];

/** Usual values of the free-text field `leadSource`, in lower case without punctuation. */
const CHANNELS: Readonly<Record<string, Channel>> = {
  direct: 'DIRECT',
  email: 'EMAIL',
  'organic search': 'ORGANIC_SEARCH',
  'paid search': 'PAID_SEARCH',
  'paid social': 'PAID_SOCIAL',
  'social media': 'ORGANIC_SOCIAL',
  referral: 'REFERRAL',
};

/** The part of a contact that Marketo is asked for alone. */
export const CONTACT_FIELD_SETS = { card: ['emails', 'givenName', 'familyName', 'createdAt', 'updatedAt'] } as const;

/** Fields to ask for, by the call's field set and the account's own field of the stage, if it has one. */
export function fieldsToAsk({ fieldSet, settings: { stageField } }: Call): readonly string[] {
  if (fieldSet === 'card') return CARD;
  return stageField ? [...FIELDS, stageField] : FIELDS;
}

/** A lead as a canonical record. Throws `malformed` for a time that is none. */
export function contactOf(lead: Lead, stageField: string | undefined): ContactRecord {
  const email = textOf(lead.email);
  return {
    kind: 'Contact',
    id: String(lead.id),
    emails: email === null ? [] : [email],
    givenName: textOf(lead.firstName),
    familyName: textOf(lead.lastName),
    phones: phonesOf(lead),
    lifecycleStage: stageField ? stageOf(textOf(lead[stageField])) : null,
    originalSource: channelOf(textOf(lead.leadSource)),
    companyId: null,
    createdAt: instantOf(lead.createdAt),
    updatedAt: instantOf(lead.updatedAt),
    becameMarketingQualifiedAt: null,
    becameSalesQualifiedAt: null,
    links: [],
  };
}

/** A field's value as text; null where there is none, which Marketo shows by leaving the field out. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

function phonesOf({ phone, mobilePhone }: Lead): PhoneNumberRecord[] {
  const [work, mobile] = [textOf(phone), textOf(mobilePhone)];
  return [
    ...(work === null ? [] : [{ number: work, kind: 'WORK' as const }]),
    ...(mobile === null ? [] : [{ number: mobile, kind: 'MOBILE' as const }]),
  ];
}

function channelOf(source: string | null): Channel | null {
  return source === null ? null : (CHANNELS[source.trim().toLowerCase().replaceAll(/[-_]/g, ' ')] ?? 'OTHER');
}

function instantOf(value: unknown): string | null {
  const text = textOf(value);
  if (text === null) return null;
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw malformed(`Expected a time, but Marketo has ${JSON.stringify(text)}.`);
  return time.toISOString();
}
