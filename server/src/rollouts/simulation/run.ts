/** `npm run rollouts:simulate`: what the judge of rollouts does with simulated traffic, beside two common rules. */
import { Command } from 'commander';
import { seed as seedFrom } from '../../arguments/index.js';
import { type Job, PLANS } from './job.js';
import { runAll } from './pool.js';
import { TRIALS } from './scenarios.js';
import { tableOf } from './table.js';
import { planCell, trialCells } from './verdict.js';

const { quick = false, seed } = new Command('npm run rollouts:simulate --')
  .description('Prints what the judge of rollouts does with simulated traffic; ends with 1 when a figure is missed.')
  .option('--quick', 'a fiftieth of the runs')
  .option('--seed <number>', 'of the chances', seedFrom, 1)
  .parse()
  .opts<{ quick?: true; seed: number }>();
const isFull = !quick;

const jobs = [
  ...TRIALS.flatMap(({ runs }, index) => jobsOf('trial', index, runs)),
  ...PLANS.flatMap(({ runs }, index) => jobsOf('plan', index, runs)),
];
const startedAt = performance.now();
const results = await runAll(jobs);
const of = (kind: Job['kind'], index: number) =>
  results
    .filter(({ job }) => job.kind === kind && job.index === index)
    .sort((one, other) => one.job.from - other.job.from);
const cells = [
  ...TRIALS.flatMap((trial, index) =>
    trialCells(
      trial,
      of('trial', index).flatMap(({ rolledBack }) => rolledBack),
      isFull,
    ),
  ),
  ...PLANS.flatMap(({ plan: { name, minutes }, bounds }, index) => {
    const ends = of('plan', index).flatMap((result) => result.ends);
    return bounds.map((bound) => planCell(`${name}, ${minutes} min`, ends, bound, isFull));
  }),
];
console.log(tableOf(cells));
const missed = cells.filter(({ verdict }) => verdict === 'falls short').length;
const held = cells.filter(({ verdict }) => verdict === 'holds').length;
const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
console.log(
  `\nSeed ${seed}, ${isFull ? 'all runs' : 'a fiftieth of the runs'}, ${seconds} s. ${held} hold, ${missed} fall short`,
);
process.exit(missed === 0 ? 0 : 1);

function jobsOf(kind: Job['kind'], index: number, runs: number): Job[] {
  const all = isFull ? runs : Math.ceil(runs / 50);
  const chunk = Math.max(1, Math.ceil(all / 40));
  return Array.from({ length: Math.ceil(all / chunk) }, (_, at) => ({
    kind,
    index,
    seed,
    from: at * chunk,
    to: Math.min(all, (at + 1) * chunk),
  }));
}
