import type { FastifyReply, onRequestHookHandler } from 'fastify';
import { RollingWindow } from '../rolling-window.js';
import { credentialOf } from './credential.js';
import { HubSpotError } from './hubspot-error.js';

/** Professional plan: https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines */
export interface QuotaLimits {
  burst: number;
  burstIntervalMs: number;
  daily: number;
  searchPerSecond: number;
}

export const PROFESSIONAL: QuotaLimits = { burst: 190, burstIntervalMs: 10_000, daily: 650_000, searchPerSecond: 5 };

const DAY_MS = 86_400_000;

/** Enforces each account's quotas. Searches have one of their own and answer without rate-limit headers. */
export function quotaHook(now: () => number, limits: QuotaLimits = PROFESSIONAL): onRequestHookHandler {
  const accounts = new Map<string, AccountQuota>();
  return async (request, reply) => {
    const credential = credentialOf(request.headers.authorization);
    if (credential.kind === 'none') return;
    let quota = accounts.get(credential.account);
    if (!quota) {
      quota = new AccountQuota(limits);
      accounts.set(credential.account, quota);
    }
    if (isSearch(request.routeOptions.url)) quota.takeSearch(now());
    else quota.takeCall(now(), reply);
  };
}

type Policy = 'DAILY' | 'TEN_SECONDLY_ROLLING' | 'SECONDLY';

class AccountQuota {
  readonly #limits: QuotaLimits;
  readonly #burst: RollingWindow;
  readonly #search: RollingWindow;
  #day = 0;
  #usedToday = 0;

  constructor(limits: QuotaLimits) {
    this.#limits = limits;
    this.#burst = new RollingWindow(limits.burst, limits.burstIntervalMs);
    this.#search = new RollingWindow(limits.searchPerSecond, 1_000);
  }

  takeSearch(now: number): void {
    if (this.#leftToday(now) === 0) throw exceeded('DAILY');
    if (!this.#search.take(now)) throw exceeded('SECONDLY');
    this.#usedToday += 1;
  }

  takeCall(now: number, reply: FastifyReply): void {
    const policy = this.#refusal(now);
    if (policy === null) this.#usedToday += 1;
    reply.headers({
      'X-HubSpot-RateLimit-Daily': String(this.#limits.daily),
      'X-HubSpot-RateLimit-Daily-Remaining': String(this.#leftToday(now)),
      'X-HubSpot-RateLimit-Interval-Milliseconds': String(this.#limits.burstIntervalMs),
      'X-HubSpot-RateLimit-Max': String(this.#limits.burst),
      'X-HubSpot-RateLimit-Remaining': String(this.#burst.remaining(now)),
    });
    if (policy !== null) throw exceeded(policy);
  }

  #refusal(now: number): Policy | null {
    if (this.#leftToday(now) === 0) return 'DAILY';
    return this.#burst.take(now) ? null : 'TEN_SECONDLY_ROLLING';
  }

  /** The day ends at midnight of the account's time zone, here UTC. */
  #leftToday(now: number): number {
    const day = Math.floor(now / DAY_MS);
    if (day !== this.#day) {
      this.#day = day;
      this.#usedToday = 0;
    }
    return this.#limits.daily - this.#usedToday;
  }
}

function exceeded(policyName: Policy): HubSpotError {
  return new HubSpotError(429, {
    message: `You have reached your ${policyName.toLowerCase()} limit.`,
    errorType: 'RATE_LIMIT',
    policyName,
  });
}

function isSearch(route: string | undefined): boolean {
  return /\/objects\/.*\/search$/.test(route ?? '');
}
