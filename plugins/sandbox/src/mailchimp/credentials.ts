import type { Vendor } from '../vendor.js';

type Headers = Parameters<Vendor['accountOf']>[0];

/** `sandbox-<account>-us1`: the last part is the data centre, as in a real key. */
const API_KEY = /^sandbox-([a-z0-9-]+)-us1$/;

/** Account of the key in a Basic password (any user name) or a Bearer token; null when there is no valid key. */
export function accountOf(headers: Headers): string | null {
  const key = apiKeyOf(headers);
  return key === null ? null : (API_KEY.exec(key)?.[1] ?? null);
}

/** Whether a credential came at all, valid or not: the vendor words the two failures differently. */
export function hasCredential(headers: Headers): boolean {
  return apiKeyOf(headers) !== null;
}

function apiKeyOf(headers: Headers): string | null {
  const header = headers.authorization;
  if (typeof header !== 'string') return null;
  const [scheme = '', credential = ''] = header.split(' ', 2);
  if (/^bearer$/i.test(scheme)) return credential;
  if (!/^basic$/i.test(scheme)) return null;
  const decoded = Buffer.from(credential, 'base64').toString('utf8');
  return decoded.slice(decoded.indexOf(':') + 1);
}
