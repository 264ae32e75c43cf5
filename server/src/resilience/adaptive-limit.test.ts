import { describe, expect, it } from 'vitest';
import { type AdaptiveLimit, createAdaptiveLimit } from './adaptive-limit.js';

/** A vendor that works on so many calls at once, the others waiting in order; each takes `baseMs` of work. */
interface Vendor {
  capacity: number;
  baseMs: number;
}

/** Callers beyond number, who send whenever they may, against a vendor on a clock of its own. */
function crowd(limit: AdaptiveLimit, vendor: Vendor) {
  let nowMs = 0;
  let freeAt: number[] = [];
  const calls: { endsAt: number; end(): void }[] = [];

  function send(route: string): void {
    const sentAt = nowMs;
    freeAt = freeAt.filter((at) => at > nowMs).sort((a, b) => a - b);
    const startsAt = freeAt.length < vendor.capacity ? nowMs : (freeAt[freeAt.length - vendor.capacity] ?? nowMs);
    const endsAt = startsAt + vendor.baseMs;
    freeAt.push(endsAt);
    const end = limit.begin(route);
    calls.push({ endsAt, end: () => end(nowMs - sentAt) });
  }

  return {
    /** Runs for so long; returns the limits seen, one a call that ended. */
    run(forMs: number, callers = Number.POSITIVE_INFINITY): number[] {
      const until = nowMs + forMs;
      const limits: number[] = [];
      while (nowMs < until) {
        while (limit.inFlight < Math.min(limit.limit, callers)) send('GET /contacts');
        calls.sort((a, b) => a.endsAt - b.endsAt);
        const next = calls.shift();
        if (next === undefined) break;
        nowMs = next.endsAt;
        next.end();
        limits.push(limit.limit);
      }
      return limits;
    },
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a limit that adapts', () => {
  it('stays at its ceiling while the vendor keeps its pace', () => {
    const limit = createAdaptiveLimit({ floor: 1, ceiling: 25 });
    const limits = crowd(limit, { capacity: 25, baseMs: 100 }).run(120_000);
    expect(new Set(limits)).toEqual(new Set([25]));
  });

  it('settles near what the vendor works on at once, and is never below its floor', () => {
    const limit = createAdaptiveLimit({ floor: 1, ceiling: 25 });
    const vendor = { capacity: 25, baseMs: 100 };
    const callers = crowd(limit, vendor);
    callers.run(10_000, 1);
    vendor.capacity = 5;
    callers.run(60_000);
    const limits = callers.run(60_000);
    expect(mean(limits)).toBeGreaterThan(5);
    expect(mean(limits)).toBeLessThan(10);
    expect(Math.min(...limits)).toBeGreaterThanOrEqual(1);
  });

  it('is back at its ceiling soon after the vendor has recovered', () => {
    const limit = createAdaptiveLimit({ floor: 1, ceiling: 25 });
    const vendor = { capacity: 25, baseMs: 100 };
    const callers = crowd(limit, vendor);
    callers.run(10_000, 1);
    vendor.capacity = 2;
    callers.run(60_000);
    expect(limit.limit).toBeLessThan(6);
    vendor.capacity = 25;
    callers.run(30_000);
    expect(callers.run(60_000).at(-1)).toBe(25);
  });

  it('learns anew that every call takes longer, and does not stay low for it', () => {
    const limit = createAdaptiveLimit({ floor: 1, ceiling: 25 });
    const vendor = { capacity: 25, baseMs: 100 };
    const callers = crowd(limit, vendor);
    callers.run(10_000, 1);
    vendor.baseMs = 400;
    const limits = callers.run(60_000);
    expect(Math.min(...limits)).toBeLessThan(10);
    callers.run(240_000);
    expect(mean(callers.run(60_000))).toBe(25);
  });

  it('learns that the vendor is quicker than its first call was', () => {
    const limit = createAdaptiveLimit({ floor: 1, ceiling: 25 });
    const vendor = { capacity: 25, baseMs: 2_000 };
    const callers = crowd(limit, vendor);
    callers.run(1_000, 1);
    vendor.baseMs = 100;
    callers.run(30_000);
    vendor.capacity = 5;
    callers.run(60_000);
    expect(mean(callers.run(30_000))).toBeLessThan(10);
  });

  it('is not lowered by a slow route beside a quick one', () => {
    const limit = createAdaptiveLimit({ floor: 1, ceiling: 10 });
    for (let call = 0; call < 200; call += 1) {
      limit.begin('GET /contacts')(50);
      limit.begin('POST /reports')(5_000);
    }
    expect(limit.limit).toBe(10);
  });

  it('takes no notice of calls that say nothing', () => {
    const limit = createAdaptiveLimit({ floor: 1, ceiling: 10 });
    limit.begin('GET /contacts')(50);
    for (let call = 0; call < 200; call += 1) limit.begin('GET /contacts')(null);
    expect([limit.limit, limit.inFlight]).toEqual([10, 0]);
  });
});
