import {
  type Analysis,
  type ClosedPeriod,
  closePeriod,
  type Decision,
  isOver,
  judge,
  type Reading,
  type Share,
  type SideCounts,
  type Step,
  shareOfEvents,
  testsOf,
} from '../evidence/index.js';
import { TESTS } from './event.js';
import type { Rule } from './rule.js';

/** How a simulated rollout is judged. */
export interface EvidenceRuleOptions {
  analysis: Analysis;
  steps: readonly Step[];
  /** What stable did before, by test. */
  history: Readonly<Record<string, SideCounts>>;
  /** The share of a test in the current period, by its number; the share of its events when absent. */
  shareOf?: (test: number) => Share;
  /** Of the shadow; `undecided` for who asks for rolling back alone, as nothing then has to be shown. */
  comparison?: Reading['comparison'];
  /** Told when another period begins. */
  onPeriod?: () => void;
  /** `vendor-reads` is what the gateway does; `all` shows what counting answers from the cache would do. */
  counted: 'vendor-reads' | 'all';
}

/** The gateway's own judge, told of simulated events as the gateway tells it of real ones. */
export interface EvidenceRule extends Rule {
  /** What the judge says now. */
  read(): Decision;
  /** Goes on to another step: a new period begins. */
  moveTo(step: number, nowMs: number): void;
  readonly weight: number;
}

export function evidenceRule(options: EvidenceRuleOptions): EvidenceRule {
  const { steps, analysis, history, shareOf } = options;
  const judgedBy = testsOf(analysis, 0);
  const weightAt = (step: number) => {
    const found = steps[step];
    return found?.kind === 'weight' ? found.weight : 0;
  };
  const closed: ClosedPeriod[] = [];
  let step = 0;
  let counts = TESTS.map(noCounts);
  let startedAtMs = 0;

  const reading = (): Reading => {
    const tests = Object.fromEntries(
      TESTS.map((name, test) => {
        const { candidate, stable } = counts[test]!;
        const share: Share = shareOf?.(test) ?? { basis: 'events', value: shareOfEvents({ candidate, stable }) };
        return [name, { candidate, stable, share }];
      }),
    );
    const current = { startedAtMs, step, weight: weightAt(step), tests };
    return { steps, analysis, tests: judgedBy, history, closed, current, comparison: options.comparison ?? 'clean' };
  };
  const begin = (nowMs: number) => {
    closed.push(closePeriod(reading()));
    counts = TESTS.map(noCounts);
    startedAtMs = nowMs;
    options.onPeriod?.();
  };
  const isRolledBack = () => judge(reading()).outcome === 'roll-back';

  return {
    event({ side, bad, reachedVendor }) {
      if (!reachedVendor && options.counted === 'vendor-reads') return false;
      let isWorse = false;
      for (let test = 0; test < TESTS.length; test++) {
        const seen = counts[test]![side];
        seen.events += 1;
        if (!bad[test]) continue;
        seen.bad += 1;
        if (side === 'candidate') isWorse = true;
      }
      // Evidence grows with the candidate's bad events; the share drifts a little between them, which each minute's reading sees.
      return isWorse && isRolledBack();
    },
    minute(nowMs) {
      const isBack = isRolledBack();
      if (!isBack && isOver({ ...reading().current }, { nowMs, step, weight: weightAt(step) })) begin(nowMs);
      return isBack;
    },
    read: () => judge(reading()),
    moveTo(next, nowMs) {
      begin(nowMs);
      step = next;
    },
    get weight() {
      return weightAt(step);
    },
  };
}

function noCounts() {
  return { candidate: { events: 0, bad: 0 }, stable: { events: 0, bad: 0 } };
}
