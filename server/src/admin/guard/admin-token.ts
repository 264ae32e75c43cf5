import { createHash, timingSafeEqual } from 'node:crypto';
import { ADMIN_TOKEN, LEAST_TOKEN_LENGTH } from '../../config/index.js';

/** The one secret that admits to the admin endpoint. */
export interface AdminToken {
  /** Tells tokens apart in the audit without telling them: the first 8 digits of its SHA-256. */
  readonly id: string;
  /** In a time that tells nothing of how much of it is right. */
  matches(given: string): boolean;
}

/** @throws Error when it is shorter than 32 characters, or would not go through a header. */
export function createAdminToken(secret: string): AdminToken {
  if (!ADMIN_TOKEN.test(secret)) {
    throw new Error(
      `SELVEDGE_ADMIN_TOKEN: expected ${LEAST_TOKEN_LENGTH} to 512 printable characters without spaces, but got ${secret.length} characters; \`openssl rand -base64 32\` makes such a token.`,
    );
  }
  const digest = digestOf(secret);
  return {
    id: digest.toString('hex').slice(0, 8),
    matches: (given) => timingSafeEqual(digestOf(given), digest),
  };
}

/** Digests are of one length whatever was given, so that the length tells nothing either. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
