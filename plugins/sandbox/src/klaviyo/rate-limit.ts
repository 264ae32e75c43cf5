import type { FastifyReply } from 'fastify';
import { KlaviyoError } from './klaviyo-error.js';

/** Most calls of one operation by one account: in a second, in a minute and, of few operations, in a day. */
export interface RateLimit {
  burst: number;
  steady: number;
  daily?: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * Fixed windows per account and operation. The headers describe the minute and are left out of a 429, which names
 * only the wait.
 */
export class RateLimits {
  readonly #now: () => number;
  readonly #windows = new Map<string, FixedWindow[]>();

  /** `now`: epoch milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts a call and sets its headers. @throws KlaviyoError 429 when a window is full. */
  take(account: string, operation: string, limit: RateLimit, reply: FastifyReply): void {
    const now = this.#now();
    const windows = this.#windowsOf(`${account}/${operation}`, limit);
    const waits = windows.map((window) => window.waitMs(now)).filter((wait) => wait > 0);
    if (waits.length > 0) throw throttled(Math.ceil(Math.max(...waits) / SECOND_MS));
    for (const window of windows) window.count(now);
    const [, steady] = windows;
    if (steady === undefined) return;
    reply.headers({
      'RateLimit-Limit': String(steady.limit),
      'RateLimit-Remaining': String(steady.remaining(now)),
      'RateLimit-Reset': String(Math.ceil(steady.endsInMs(now) / SECOND_MS)),
    });
  }

  #windowsOf(key: string, { burst, steady, daily }: RateLimit): FixedWindow[] {
    const known = this.#windows.get(key);
    if (known !== undefined) return known;
    const windows = [new FixedWindow(burst, SECOND_MS), new FixedWindow(steady, MINUTE_MS)];
    if (daily !== undefined) windows.push(new FixedWindow(daily, DAY_MS));
    this.#windows.set(key, windows);
    return windows;
  }
}

class FixedWindow {
  readonly limit: number;
  readonly #lengthMs: number;
  #number = -1;
  #used = 0;

  constructor(limit: number, lengthMs: number) {
    this.limit = limit;
    this.#lengthMs = lengthMs;
  }

  /** 0 when there is room. */
  waitMs(now: number): number {
    return this.remaining(now) > 0 ? 0 : this.endsInMs(now);
  }

  count(now: number): void {
    this.#turn(now);
    this.#used += 1;
  }

  remaining(now: number): number {
    this.#turn(now);
    return this.limit - this.#used;
  }

  endsInMs(now: number): number {
    return this.#lengthMs - (now % this.#lengthMs);
  }

  #turn(now: number): void {
    const number = Math.floor(now / this.#lengthMs);
    if (number === this.#number) return;
    this.#number = number;
    this.#used = 0;
  }
}

function throttled(seconds: number): KlaviyoError {
  const detail = `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? '' : 's'}.`;
  const complaint = { code: 'throttled', title: 'Request was throttled.', detail };
  return new KlaviyoError(429, complaint, { 'Retry-After': String(seconds) });
}
