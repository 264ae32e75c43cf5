import { describe, expect, it } from 'vitest';
import { DEFAULT_ANALYSIS } from './analysis.js';
import type { SideCounts } from './counts.js';
import { judge, withUpperEnds } from './judge.js';
import type { Period } from './period.js';
import { closePeriod, type Reading } from './reading.js';
import { type Share, shareOfEvents } from './share.js';
import { DEFAULT_STEPS } from './step.js';

const FINE = { below: 0.005, sinceMs: 0 };
const side = (events: number, bad: number): SideCounts => ({ events, bad });

interface Counted {
  candidate: SideCounts;
  stable: SideCounts;
  share?: Share;
  step?: number;
  startedAtMs?: number;
}

function period({ candidate, stable, share, step = 4, startedAtMs = 0 }: Counted): Period {
  const measured: Share = { basis: 'events', value: shareOfEvents({ candidate, stable }) };
  const tests = { failures: { candidate, stable, share: share ?? measured } };
  return { startedAtMs, step, weight: 50, tests };
}

const reading = (current: Period, over: Partial<Reading> = {}): Reading => ({
  steps: DEFAULT_STEPS,
  analysis: DEFAULT_ANALYSIS,
  tests: [{ name: 'failures', role: 'decides', fineRate: FINE }],
  history: { failures: side(1_000_000, 10_000) },
  closed: [],
  current,
  comparison: 'clean',
  ...over,
});
const good = period({ candidate: side(10_000, 100), stable: side(10_000, 100) });

describe('the judge', () => {
  it('rolls back a candidate that fails more than tolerated, with the numbers', () => {
    const decision = judge(reading(period({ candidate: side(500, 100), stable: side(500, 5) })));
    expect(decision).toMatchObject({
      outcome: 'roll-back',
      reason: expect.stringContaining('100 of 500 against 5 of 500'),
    });
    expect(decision.evidence.lnEvidence).toBeGreaterThan(decision.evidence.lnThreshold);
    expect(decision.evidence.tests[0]?.ratioUpperEnd).toBeGreaterThan(2);
  });

  it('advances a candidate that is shown to be no worse, step by step and to promotion', () => {
    expect(judge(reading(good))).toMatchObject({ outcome: 'advance', to: { kind: 'step', step: 5 } });
    expect(judge(reading({ ...good, step: 5 }))).toMatchObject({ outcome: 'advance', to: { kind: 'promotion' } });
  });

  it('tells the upper end it advanced by', () => {
    const end = judge(reading(good)).evidence.tests[0]?.ratioUpperEnd;
    expect(end).toBeGreaterThan(1);
    expect(end).toBeLessThan(2);
  });

  it('tells who looks how bad the candidate may still be, also while it holds', () => {
    const few = reading(period({ candidate: side(400, 4), stable: side(400, 4) }));
    const held = judge(few);
    expect(held).toMatchObject({ outcome: 'hold', evidence: { tests: [{ ratioUpperEnd: null }] } });
    const [told] = withUpperEnds(held, few).evidence.tests;
    expect(told?.ratioUpperEnd).toBeGreaterThan(1);
    const none = reading(period({ candidate: side(1, 0), stable: side(1, 0) }));
    expect(withUpperEnds(judge(none), none).evidence.tests[0]?.ratioUpperEnd).toBeNull();
  });

  it('holds with too little traffic, however clean', () => {
    const few = period({ candidate: side(200, 0), stable: side(200, 2) });
    expect(judge(reading(few))).toMatchObject({ outcome: 'hold', hold: 'too-little-traffic' });
  });

  it('while promoting rolls back what stable answers well in its stead, waits while in doubt, and asks for nothing else', () => {
    const promoting = (candidate: SideCounts, stable: SideCounts) =>
      judge(reading(period({ candidate, stable, step: 6 }), { closed: [closePeriod(reading(good))] }));
    expect(promoting(side(60, 60), side(60, 0)).outcome).toBe('roll-back');
    expect(promoting(side(10, 10), side(10, 0))).toMatchObject({ outcome: 'hold', hold: 'ratio-not-shown' });
    expect(promoting(side(1_000, 70), side(70, 5)).outcome).toBe('advance');
    expect(promoting(side(300, 300), side(300, 300)).outcome).toBe('advance');
    expect(promoting(side(0, 0), side(0, 0))).toMatchObject({ outcome: 'advance', to: { kind: 'promotion' } });
  });

  it('wants requests within its bounds', () => {
    const wantedAt = (bad: number) =>
      judge(reading(good, { history: { failures: side(1_000_000, bad) } })).evidence.requests;
    expect(wantedAt(4_000).wanted).toBe(3_000);
    expect(wantedAt(500_000).wanted).toBe(300);
  });

  it('holds a candidate that may be as bad as feared', () => {
    const worse = period({ candidate: side(3_500, 49), stable: side(3_500, 35) });
    expect(judge(reading(worse))).toMatchObject({ outcome: 'hold', hold: 'ratio-not-shown' });
  });

  it('advances a candidate that never fails beside a stable version that never does', () => {
    const never = { history: { failures: side(1_000_000, 0) } };
    const flawless = period({ candidate: side(1_200, 0), stable: side(1_200, 0) });
    const decision = judge(reading(flawless, never));
    expect(decision).toMatchObject({ outcome: 'advance', evidence: { tests: [{ ratioUpperEnd: null }] } });
    expect(decision.evidence.tests[0]?.rateUpperEnd).toBeLessThan(0.005);
    const few = period({ candidate: side(1_000, 0), stable: side(1_000, 0) });
    expect(judge(reading(few, never))).toMatchObject({ outcome: 'hold', hold: 'too-little-traffic' });
    const sometimes = period({ candidate: side(1_200, 2), stable: side(1_200, 0) });
    expect(judge(reading(sometimes, never))).toMatchObject({
      outcome: 'hold',
      hold: 'ratio-not-shown',
      reason: expect.stringContaining('or under 0.5 % of the requests'),
    });
  });

  it('shows the rate at each step anew', () => {
    const never = { history: { failures: side(1_000_000, 0) } };
    const before = period({ candidate: side(5_000, 0), stable: side(5_000, 0), step: 3 });
    const closed = [closePeriod(reading(before, never))];
    const now = period({ candidate: side(1_200, 2), stable: side(1_200, 0) });
    expect(judge(reading(now, { ...never, closed }))).toMatchObject({ outcome: 'hold', hold: 'ratio-not-shown' });
  });

  it('wants to see the ratio where no rate is said to be enough, and of what is not known to be bad', () => {
    const flawless = period({ candidate: side(9_000, 0), stable: side(9_000, 0) });
    const analysis = { ...DEFAULT_ANALYSIS, advanceBelowRate: 0 };
    const tests = [{ name: 'failures', role: 'decides', fineRate: null } as const];
    for (const over of [{ analysis }, { tests }]) {
      expect(judge(reading(flawless, over))).toMatchObject({ outcome: 'hold', hold: 'ratio-not-shown' });
    }
  });

  it('needs no share of few callers to see that next to nothing fails', () => {
    const share: Share = { basis: 'none', reason: 'few-callers', callers: 7 };
    const flawless = period({ candidate: side(3_000, 0), stable: side(3_000, 0), share });
    expect(judge(reading(flawless))).toMatchObject({ outcome: 'advance' });
  });

  it('holds while the vendor fails for both although nothing is known of before', () => {
    const outage = period({ candidate: side(5_000, 4_000), stable: side(5_000, 4_000) });
    expect(judge(reading(outage, { history: {} }))).toMatchObject({ outcome: 'hold', hold: 'vendor-incident' });
    const often = period({ candidate: side(5_000, 2_000), stable: side(5_000, 2_000) });
    expect(judge(reading(often, { history: {} }))).toMatchObject({ outcome: 'advance' });
  });

  it('holds while the vendor fails for both, and for the period after', () => {
    const outage = period({ candidate: side(5_000, 2_500), stable: side(5_000, 2_500) });
    expect(judge(reading(outage))).toMatchObject({ outcome: 'hold', hold: 'vendor-incident' });
    const closed = [closePeriod(reading(outage))];
    expect(judge(reading(good, { closed }))).toMatchObject({ outcome: 'hold', hold: 'vendor-incident' });
    closed.push(closePeriod(reading(good, { closed })));
    expect(judge(reading(good, { closed }))).toMatchObject({ outcome: 'advance' });
  });

  it('does not take an outage, in which all versions look alike, for evidence that the ratio is low', () => {
    const outage = period({ candidate: side(5_000, 4_900), stable: side(5_000, 4_900) });
    const quiet = period({ candidate: side(3_000, 12), stable: side(3_000, 12) });
    const closed = [closePeriod(reading(outage))];
    closed.push(closePeriod(reading(quiet, { closed })));
    expect(judge(reading(quiet, { closed }))).toMatchObject({ outcome: 'hold', hold: 'ratio-not-shown' });
  });

  it('holds where few callers without a history say nothing of the share, even of a bad candidate', () => {
    const share: Share = { basis: 'none', reason: 'few-callers', callers: 7 };
    const few = period({ candidate: side(5_000, 1_000), stable: side(5_000, 50), share });
    expect(judge(reading(few))).toMatchObject({
      outcome: 'hold',
      hold: 'few-callers',
      reason: expect.stringContaining('as good as 7'),
    });
  });

  it('does not take the few callers of a period that has only begun for all there are', () => {
    const share: Share = { basis: 'none', reason: 'few-callers', callers: 7 };
    const begun = period({ candidate: side(9, 0), stable: side(9, 0), share });
    const closed = [closePeriod(reading(good))];
    expect(judge(reading(begun, { closed }))).toMatchObject({ outcome: 'advance' });
    const other = { ...good, step: 3 };
    const elsewhere = period({ candidate: side(5_000, 50), stable: side(5_000, 50), share });
    expect(judge(reading(elsewhere, { closed: [closePeriod(reading(other))] }))).toMatchObject({ hold: 'few-callers' });
  });

  it('answers a fault that comes after a long clean time', () => {
    const closed = Array.from({ length: 144 }, () => closePeriod(reading(good)));
    const late = period({ candidate: side(200, 40), stable: side(600, 6) });
    expect(judge(reading(late, { closed })).outcome).toBe('roll-back');
  });

  it('waits for the comparison, in the shadow for nothing else', () => {
    const shadow = { ...good, step: 0 };
    expect(judge(reading(shadow))).toMatchObject({ outcome: 'advance', to: { kind: 'step', step: 1 } });
    for (const current of [shadow, good]) {
      expect(judge(reading(current, { comparison: 'undecided' }))).toMatchObject({ hold: 'comparison-undecided' });
      expect(judge(reading(current, { comparison: 'different' }))).toMatchObject({ hold: 'comparison-different' });
    }
  });

  it('decides in plain data', () => {
    const decision = judge(reading(good));
    expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
  });

  it.each([
    ['a step that is not in the plan', reading({ ...good, step: 9 }), /Expected a step from 0 to 5; got 9/],
    ['more failures than events', reading(period({ candidate: side(1, 2), stable: side(9, 0) })), /2 bad of 1 events/],
    ['a test that was not counted', reading({ ...good, tests: {} }), /Expected every period to count "failures"/],
    [
      'no test that decides',
      reading(good, { tests: [{ name: 'failures', role: 'guards', fineRate: FINE }] }),
      /at least one test that decides/,
    ],
  ])('refuses %s', (_case, wrong, message) => {
    expect(() => judge(wrong)).toThrow(message);
  });
});
