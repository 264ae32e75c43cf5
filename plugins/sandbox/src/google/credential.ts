import type { AccessTokens } from '../access-tokens.js';
import type { Vendor } from '../vendor.js';

const ACCOUNT = '[a-z0-9-]+';
/** Long-lived, for trying things out: Google itself issues access tokens of an hour only. */
const FIXED = new RegExp(`^ya29\\.sandbox-(${ACCOUNT})$`);
const ISSUED = new RegExp(`^oauth-sandbox-(${ACCOUNT})\\.\\d+$`);

/** Account of the Bearer token, be it still good or not. */
export const accountOf: Vendor['accountOf'] = (headers) => {
  const token = bearer(headers.authorization);
  return FIXED.exec(token)?.[1] ?? ISSUED.exec(token)?.[1] ?? null;
};

/** Account of a token that is good now; null for any other. */
export function liveAccountOf(authorization: string | undefined, tokens: AccessTokens): string | null {
  const token = bearer(authorization);
  const fixed = FIXED.exec(token)?.[1];
  if (fixed !== undefined) return fixed;
  const issued = tokens.check(token);
  return issued.state === 'live' ? issued.account : null;
}

function bearer(authorization: string | string[] | undefined): string {
  return /^bearer +(\S+)$/i.exec(typeof authorization === 'string' ? authorization : '')?.[1] ?? '';
}
