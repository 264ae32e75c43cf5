import {
  type Analysis,
  DEFAULT_ANALYSIS,
  DEFAULT_STEPS,
  SLOW_RATE,
  type Step,
  shortestPlanMinutes,
} from '../evidence/index.js';
import { manyCallers } from './callers.js';
import { evidenceRule } from './evidence-rule.js';
import { Random, seedOf } from './random.js';
import { ALIKE, atRatio, beside0, EVENTS_PER_MINUTE, failing, weekOf } from './scenario.js';
import { anyEvent, oneMinute, type Rates, STABLE_RATES } from './traffic.js';

/** A candidate that goes through the default plan by the judge alone. */
export interface PlanScenario {
  readonly name: string;
  readonly rates: Rates;
  /** When a rollout that is still on its way is given up. */
  readonly minutes: number;
}

/** How a plan ended. */
export interface PlanEnd {
  readonly outcome: 'promoted' | 'rolled-back' | 'held';
  readonly minutes: number;
}

/** The default plan from where the candidate answers somebody. */
const STEPS: readonly Step[] = DEFAULT_STEPS.filter(({ kind }) => kind === 'weight');
const ANALYSIS: Analysis = DEFAULT_ANALYSIS;

/** The shortest time for the plan beside such a stable version, whole minutes for each step as the judge is asked to advance by the minute. */
function shortestMinutes({ stable: [failures = 0, slow = 0] }: Rates): number {
  const tests = [
    { badRate: failures, fineBelow: ANALYSIS.advanceBelowRate },
    { badRate: slow, fineBelow: SLOW_RATE },
  ];
  const minutes = shortestPlanMinutes(STEPS, { eventsPerMinute: EVENTS_PER_MINUTE, tests }, ANALYSIS);
  return minutes.reduce((sum, each) => sum + Math.ceil(each), 0);
}

const FLAWLESS = beside0(0);

export const GOOD = scenarioOf('good version', ALIKE, 1);
export const TWICE_AS_BAD = scenarioOf('twice as bad', failing(2 * (STABLE_RATES[0] ?? 0)), 3);
export const JUST_TOLERATED = scenarioOf(`exactly r = ${ANALYSIS.toleratedRatio}`, atRatio(ANALYSIS.toleratedRatio), 1);
export const NEVER_FAILING = scenarioOf('neither ever fails', FLAWLESS, 1);
export const FAILING_BESIDE_FLAWLESS = scenarioOf('stable never fails, v2 fails 2 %', beside0(0.02), 3);

/** @param times how many times the shortest plan it is given */
function scenarioOf(name: string, rates: Rates, times: number): PlanScenario {
  return { name: `${name}, default plan`, rates, minutes: times * shortestMinutes(rates) };
}

/** One run of the plan; the same for the same seed and number. */
export function runPlan(scenario: PlanScenario, seed: number, run: number): PlanEnd {
  const random = new Random(seedOf(seed, scenario.name, run));
  const callers = manyCallers(random);
  const rule = evidenceRule({
    analysis: ANALYSIS,
    steps: STEPS,
    history: weekOf(scenario.rates.stable),
    counted: 'vendor-reads',
  });
  const event = anyEvent();
  for (let minute = 0; minute < scenario.minutes; minute++) {
    const traffic = {
      minute,
      eventsPerMinute: EVENTS_PER_MINUTE,
      weight: rule.weight,
      rates: scenario.rates,
      callers,
    };
    const nowMs = (minute + 1) * 60_000;
    const isFine = oneMinute(random, traffic, event, () => !rule.event(event));
    if (!isFine || rule.minute(nowMs)) return { outcome: 'rolled-back', minutes: event.nowMs / 60_000 };
    const decision = rule.read();
    if (decision.outcome !== 'advance') continue;
    if (decision.to.kind === 'promotion') return { outcome: 'promoted', minutes: minute + 1 };
    rule.moveTo(decision.to.step, nowMs);
  }
  return { outcome: 'held', minutes: scenario.minutes };
}
