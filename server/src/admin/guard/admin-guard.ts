import type { IncomingHttpHeaders } from 'node:http';
import type { AdminMetrics } from '../../telemetry/index.js';
import { AdminRefusal } from './admin-refusal.js';
import type { Admission } from './admission.js';
import { ACTOR_HEADER, claimedName } from './claimed-name.js';

/** Who was admitted. */
export interface Admin {
  /** As the audit has it: the name that was claimed, and the id of the token, e.g. `ada (token 9f86d081)`. */
  readonly recordedName: string;
}

/** Lets admins in and nobody else. */
export interface AdminGuard {
  /** Resolves to who it is; rejects with AdminRefusal. `address`: whom wrong tokens are counted for. */
  admit(headers: IncomingHttpHeaders, address: string): Promise<Admin>;
  /** Whether the request is an admin's for sure: it carries the token. Counts nothing. */
  isAdmins(headers: IncomingHttpHeaders): boolean;
}

/** Wrong tokens that one address may send in a minute. */
export const WRONG_TOKENS_A_MINUTE = 10;

/**
 * A right token is let in however many wrong ones came before: 192 bits are not guessed, and who guesses must not lock out
 * the admins behind the same proxy. The limit keeps guessing cheap for the gateway and visible in the metrics.
 */
export function createAdminGuard(admission: Exclude<Admission, { kind: 'nobody' }>, metrics: AdminMetrics): AdminGuard {
  let attempts: Promise<Attempts> | undefined;

  async function refuse(given: string | null, address: string): Promise<never> {
    if (given === null) {
      metrics.adminRefused({ reason: 'no-token' });
      throw new AdminRefusal('ADMIN_TOKEN_MISSING', 401, `A token is needed: ${EXPECTED}.`, CHALLENGE);
    }
    attempts ??= createAttempts();
    const waitMs = await (await attempts)(address);
    if (waitMs !== null) {
      metrics.adminRefused({ reason: 'too-many-attempts' });
      const headers = { 'retry-after': String(Math.ceil(waitMs / 1_000)) };
      const message = `Expected at most ${WRONG_TOKENS_A_MINUTE} wrong tokens a minute; more came from this address. Wait, and send the right one.`;
      throw new AdminRefusal('ADMIN_TOO_MANY_ATTEMPTS', 429, message, headers);
    }
    metrics.adminRefused({ reason: 'wrong-token' });
    throw new AdminRefusal('ADMIN_TOKEN_WRONG', 401, `The token is not this gateway's: ${EXPECTED}.`, CHALLENGE);
  }

  return {
    async admit(headers, address) {
      const given = bearerOf(headers);
      if (admission.kind === 'token' && !(given !== null && admission.token.matches(given))) {
        return refuse(given, address);
      }
      const name = claimedName(headers[ACTOR_HEADER]) ?? 'unnamed';
      const token = admission.kind === 'token' ? `token ${admission.token.id}` : 'sandbox';
      return { recordedName: `${name} (${token})` };
    },
    isAdmins(headers) {
      const given = bearerOf(headers);
      return admission.kind === 'token' && given !== null && admission.token.matches(given);
    },
  };
}

const EXPECTED =
  'expected "Authorization: Bearer <token>" with the SELVEDGE_ADMIN_TOKEN that the gateway was started with';
const CHALLENGE = { 'www-authenticate': 'Bearer realm="selvedge admin"' };

/** Text of the bearer token; null where there is none of that form. */
function bearerOf({ authorization }: IncomingHttpHeaders): string | null {
  return /^Bearer +([^\s]+) *$/i.exec(authorization ?? '')?.[1] ?? null;
}

/** Counts a wrong token of an address; milliseconds to wait when there were too many, else null. */
type Attempts = (address: string) => Promise<number | null>;

/** The limiter is loaded for the first wrong token: most gateways see none. */
async function createAttempts(): Promise<Attempts> {
  const { RateLimiterMemory, RateLimiterRes } = await import('rate-limiter-flexible');
  const limiter = new RateLimiterMemory({ points: WRONG_TOKENS_A_MINUTE, duration: 60 });
  return async (address) => {
    try {
      await limiter.consume(address);
      return null;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext;
      throw refusal;
    }
  };
}
