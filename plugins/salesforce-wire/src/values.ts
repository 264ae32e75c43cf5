import { malformed } from '@selvedge/connector-api';
import type { Channel, MoneyRecord } from '@selvedge/schema';

/** A field's value; Salesforce has no value as null, and leaves out a field that was not asked for. */
export type FieldValue = unknown;

/** By the name of the source in lower case, without what is neither letter nor digit. */
const CHANNELS: Readonly<Record<string, Channel>> = {
  direct: 'DIRECT',
  directtraffic: 'DIRECT',
  web: 'DIRECT',
  website: 'DIRECT',
  organic: 'ORGANIC_SEARCH',
  organicsearch: 'ORGANIC_SEARCH',
  seo: 'ORGANIC_SEARCH',
  paidsearch: 'PAID_SEARCH',
  googleads: 'PAID_SEARCH',
  googleadwords: 'PAID_SEARCH',
  sem: 'PAID_SEARCH',
  paidsocial: 'PAID_SOCIAL',
  facebookads: 'PAID_SOCIAL',
  linkedinads: 'PAID_SOCIAL',
  social: 'ORGANIC_SOCIAL',
  socialmedia: 'ORGANIC_SOCIAL',
  organicsocial: 'ORGANIC_SOCIAL',
  email: 'EMAIL',
  emailmarketing: 'EMAIL',
  newsletter: 'EMAIL',
  referral: 'REFERRAL',
  customerreferral: 'REFERRAL',
  employeereferral: 'REFERRAL',
  externalreferral: 'REFERRAL',
  partnerreferral: 'REFERRAL',
};

export function textOf(value: FieldValue): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value !== 'string') throw malformed(`Expected a text, but Salesforce has ${JSON.stringify(value)}.`);
  return value;
}

export function flagOf(value: FieldValue): boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'boolean') throw malformed(`Expected true or false, but got ${JSON.stringify(value)}.`);
  return value;
}

/** RFC 3339 with milliseconds, from a date (its midnight, UTC) or a time, whose offset has no colon: `+0000`. */
export function instantOf(value: FieldValue): string | null {
  const text = textOf(value);
  if (text === null) return null;
  const time = new Date(text.replace(/(T.*[+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(time.getTime())) throw malformed(`Expected a time, but Salesforce has ${JSON.stringify(text)}.`);
  return time.toISOString();
}

/** Null without an amount, and without a currency: a figure of no known currency must not be summed. */
export function moneyOf(amount: FieldValue, currency: FieldValue): MoneyRecord | null {
  const code = textOf(currency);
  if (amount === null || amount === undefined || code === null) return null;
  const figure = String(amount);
  if (!/^-?\d+(\.\d+)?$/.test(figure)) {
    throw malformed(`Expected a decimal amount, but Salesforce has ${JSON.stringify(amount)}.`);
  }
  return { amount: figure, currency: code.toUpperCase() };
}

/** The channel of a `LeadSource`, a list that every org edits; what nobody knows is `OTHER`. */
export function channelOf(source: FieldValue): Channel | null {
  const text = textOf(source);
  if (text === null) return null;
  return CHANNELS[text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')] ?? 'OTHER';
}

/** The domain of a website, which people type with and without `https://` and `www.`; null when it has none. */
export function domainOf(website: FieldValue): string | null {
  const text = textOf(website)?.trim();
  if (text === undefined || text === '') return null;
  const url = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') || null : null;
}
