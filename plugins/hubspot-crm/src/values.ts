import { malformed } from '@selvedge/connector-api';
import type { Channel, LifecycleStage, MoneyRecord } from '@selvedge/schema';

/** A property's value; HubSpot has no value as null, as the empty string, or leaves the property out. */
export type PropertyValue = string | null | undefined;

const CHANNELS: Readonly<Record<string, Channel>> = {
  DIRECT_TRAFFIC: 'DIRECT',
  EMAIL_MARKETING: 'EMAIL',
  ORGANIC_SEARCH: 'ORGANIC_SEARCH',
  PAID_SEARCH: 'PAID_SEARCH',
  PAID_SOCIAL: 'PAID_SOCIAL',
  REFERRALS: 'REFERRAL',
  SOCIAL_MEDIA: 'ORGANIC_SOCIAL',
};

const STAGES: Readonly<Record<LifecycleStage, string>> = {
  SUBSCRIBER: 'subscriber',
  LEAD: 'lead',
  MARKETING_QUALIFIED_LEAD: 'marketingqualifiedlead',
  SALES_QUALIFIED_LEAD: 'salesqualifiedlead',
  OPPORTUNITY: 'opportunity',
  CUSTOMER: 'customer',
  EVANGELIST: 'evangelist',
  OTHER: 'other',
};
const STAGE_OF: ReadonlyMap<string, LifecycleStage> = new Map(
  Object.entries(STAGES).map(([stage, value]) => [value, stage as LifecycleStage]),
);

export function textOf(value: PropertyValue): string | null {
  return value === undefined || value === '' ? null : value;
}

/** RFC 3339 with milliseconds, from an ISO 8601 date or time, or from epoch milliseconds. Throws `malformed`. */
export function instantOf(value: PropertyValue): string | null {
  const text = textOf(value);
  if (text === null) return null;
  const time = new Date(/^-?\d+$/.test(text) ? Number(text) : text);
  if (Number.isNaN(time.getTime())) throw malformed(`Expected a time, but HubSpot has ${JSON.stringify(text)}.`);
  return time.toISOString();
}

/** Null without an amount, and without a currency: a figure of no known currency must not be summed. */
export function moneyOf(amount: PropertyValue, currency: PropertyValue): MoneyRecord | null {
  const [figure, code] = [textOf(amount), textOf(currency)];
  if (figure === null || code === null) return null;
  if (!/^-?\d+(\.\d+)?$/.test(figure)) {
    throw malformed(`Expected a decimal amount, but HubSpot has ${JSON.stringify(figure)}.`);
  }
  return { amount: figure, currency: code.toUpperCase() };
}

export function flagOf(value: PropertyValue): boolean | null {
  const text = textOf(value);
  return text === null ? null : text === 'true';
}

/** The channel of an `hs_analytics_source`. */
export function channelOf(source: PropertyValue): Channel | null {
  const text = textOf(source);
  return text === null ? null : (CHANNELS[text] ?? 'OTHER');
}

/** The stage of a `lifecyclestage`; stages that an account made itself are `OTHER`. */
export function stageOf(value: PropertyValue): LifecycleStage | null {
  const text = textOf(value);
  return text === null ? null : (STAGE_OF.get(text) ?? 'OTHER');
}

/** The `lifecyclestage` of a stage. */
export function stageValue(stage: LifecycleStage): string {
  return STAGES[stage];
}
