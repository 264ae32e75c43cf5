import { expect, it } from 'vitest';
import { FAILING_BESIDE_FLAWLESS, GOOD, NEVER_FAILING, runPlan, TWICE_AS_BAD } from './plan-run.js';
import { TRIALS } from './scenarios.js';
import { trialCells } from './verdict.js';
import { watch } from './watch.js';
import { wilson } from './wilson.js';

const SHORT = TRIALS.filter(({ scenario }) => scenario.minutes < 1_000);
/** The median of a few runs is anything; these are over in minutes of simulated time, so many of them are cheap. */
const RUNS_OF_A_MEDIAN = 200;

it.each(SHORT.map((trial) => [trial.scenario.name, trial] as const))('%s: what is promised holds', (_name, trial) => {
  const runs = trial.figures.some(({ wanted }) => wanted.is === 'always') ? RUNS_OF_A_MEDIAN : 12;
  const results = Array.from({ length: runs }, (_, run) => watch(trial.scenario, 3, run));
  const cells = trialCells(trial, results, false);
  expect(cells.filter(({ verdict }) => verdict === 'falls short')).toEqual([]);
});

it('a good version is promoted in the shortest plan, one twice as bad is not', () => {
  const good = Array.from({ length: 5 }, (_, run) => runPlan(GOOD, 3, run).outcome);
  expect(good.filter((outcome) => outcome === 'promoted').length).toBeGreaterThanOrEqual(4);
  expect([0, 1].map((run) => runPlan(TWICE_AS_BAD, 3, run).outcome)).not.toContain('promoted');
});

it('where stable never fails, a version that never does is promoted in the shortest plan, one that fails 2 % is rolled back', () => {
  const outcomes = (scenario: typeof GOOD) => [0, 1, 2, 3, 4].map((run) => runPlan(scenario, 3, run).outcome);
  expect(outcomes(NEVER_FAILING).filter((outcome) => outcome === 'promoted').length).toBeGreaterThanOrEqual(4);
  expect(new Set(outcomes(FAILING_BESIDE_FLAWLESS))).toEqual(new Set(['rolled-back']));
  expect(NEVER_FAILING.minutes).toBeLessThan(GOOD.minutes / 2);
});

it('is the same for the same seed, and another for another', () => {
  const { scenario } = TRIALS.find(({ scenario: { name } }) => name === 'fails 20 %, weight 10')!;
  expect(watch(scenario, 1, 0)).toEqual(watch(scenario, 1, 0));
  expect(watch(scenario, 1, 0)).not.toEqual(watch(scenario, 2, 0));
});

it('an always wanted figure falls short when a run was rolled back before its fault, or never', () => {
  const trial = TRIALS.find(({ scenario: { name } }) => name === 'fails 20 %, weight 10')!;
  const verdictOf = (...minutes: (number | null)[]) =>
    trialCells(
      trial,
      minutes.map((each) => ({ 'ours, r = 1.5': each })),
      true,
    )[0]?.verdict;
  expect(verdictOf(1, 1, 2)).toBe('holds');
  expect(verdictOf(1, -5, 2)).toBe('falls short');
  expect(verdictOf(1, null, 2)).toBe('falls short');
  expect(verdictOf(4, 4, 2)).toBe('falls short');
});

it('Wilson’s interval is the known one', () => {
  const { low, high } = wilson(10, 100);
  expect([low, high].map((end) => end.toFixed(4))).toEqual(['0.0552', '0.1744']);
  expect(wilson(0, 100).low).toBe(0);
});
