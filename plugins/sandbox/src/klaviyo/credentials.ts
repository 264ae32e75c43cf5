import type { Vendor } from '../vendor.js';

type Headers = Parameters<Vendor['accountOf']>[0];

/** `Klaviyo-API-Key pk_sandbox_<account>` */
const PRIVATE_KEY = /^Klaviyo-API-Key pk_sandbox_([a-z0-9-]+)$/;

/** Account of the private key; null when there is no valid one. */
export function accountOf({ authorization }: Headers): string | null {
  return typeof authorization === 'string' ? (PRIVATE_KEY.exec(authorization)?.[1] ?? null) : null;
}
