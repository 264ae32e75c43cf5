import { createHash } from 'node:crypto';
import type { ConversionEvent } from '@selvedge/schema';

/** What Meta matches a person by. Hashes are SHA-256, lower-case hexadecimal. */
export interface UserData {
  /** Hashed. */
  em?: readonly [string];
  /** Hashed. */
  ph?: readonly [string];
  /** Hashed. */
  external_id?: readonly [string];
  client_ip_address?: string;
  client_user_agent?: string;
  fbp?: string;
  fbc?: string;
}

/**
 * An event's identifiers as Meta wants them: trimmed and lower-cased before hashing, a phone as its digits with country
 * code. What the browser and its cookies tell goes as it is. An identifier that matches nobody is left out.
 * https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters
 */
export function userDataOf(event: ConversionEvent): UserData {
  const { email, phone, externalId, clientIp, clientUserAgent, clickIds = {} } = event;
  const identifiers = {
    em: hashed(normalEmail(email)),
    ph: hashed(normalPhone(phone)),
    external_id: hashed(externalId?.trim().toLowerCase()),
    client_ip_address: clientIp?.trim(),
    client_user_agent: clientUserAgent?.trim(),
    fbp: clickIds.fbp?.trim(),
    fbc: clickIds.fbc?.trim(),
  };
  return Object.fromEntries(Object.entries(identifiers).filter(([, value]) => value !== undefined && value !== ''));
}

/** Share of the seven identifiers above that an event carries, 0 to 1. */
export function matchQuality(user: UserData): number {
  return Object.keys(user).length / IDENTIFIERS;
}

const IDENTIFIERS = 7;

function hashed(value: string | undefined): readonly [string] | undefined {
  if (value === undefined || value === '') return undefined;
  return [createHash('sha256').update(value).digest('hex')];
}

function normalEmail(email: string | undefined): string | undefined {
  const address = email?.trim().toLowerCase();
  return address?.includes('@') ? address : undefined;
}

/**
 * Digits with country code. Undefined for a number that begins with a trunk 0: its country is not known, and Meta would
 * match nobody, or somebody else.
 */
function normalPhone(phone: string | undefined): string | undefined {
  const dialled = phone?.replace(/\(0\)/g, '').trim() ?? '';
  const digits = dialled.replace(/\D/g, '').replace(/^00/, '');
  return !digits.startsWith('0') && digits.length >= 7 && digits.length <= 15 ? digits : undefined;
}
