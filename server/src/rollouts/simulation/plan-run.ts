import { type Analysis, DEFAULT_ANALYSIS, DEFAULT_STEPS, type Step, shortestPlanMinutes } from '../evidence/index.js';
import { manyCallers } from './callers.js';
import { evidenceRule } from './evidence-rule.js';
import { Random, seedOf } from './random.js';
import { ALIKE, EVENTS_PER_MINUTE, failing, WEEK } from './scenario.js';
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

/** The shortest time for the plan with the simulated traffic, whole minutes for each step as the judge is asked to advance by the minute. */
export const SHORTEST_MINUTES = shortestPlanMinutes(
  STEPS,
  { eventsPerMinute: EVENTS_PER_MINUTE, badRates: STABLE_RATES.slice(0, 2) },
  ANALYSIS,
).reduce((sum, minutes) => sum + Math.ceil(minutes), 0);

export const GOOD: PlanScenario = { name: 'default plan, good version', rates: ALIKE, minutes: SHORTEST_MINUTES };
export const TWICE_AS_BAD: PlanScenario = {
  name: 'default plan, twice as bad',
  rates: failing(2 * (STABLE_RATES[0] ?? 0)),
  minutes: 3 * SHORTEST_MINUTES,
};

/** One run of the plan; the same for the same seed and number. */
export function runPlan(scenario: PlanScenario, seed: number, run: number): PlanEnd {
  const random = new Random(seedOf(seed, scenario.name, run));
  const callers = manyCallers(random);
  const rule = evidenceRule({ analysis: ANALYSIS, steps: STEPS, history: WEEK, counted: 'vendor-reads' });
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
