/** Stories of a rollout against real processes; `npm run rollouts:prove -- --help` tells how. */
import { count, someOf } from '@selvedge/server/arguments';
import { Command } from 'commander';
import { tableOf } from './proof-table.js';
import { createRolloutBench } from './rollout-bench.js';
import type { Proof, Scenario } from './scenario.js';
import { SCENARIOS } from './scenarios/index.js';

const { only, runs } = new Command('npm run rollouts:prove --')
  .description('Runs each story and prints what was seen; ends with 1 when one falls short.')
  .option('--only <stories>', 'these alone, e.g. bad-version', someOf(SCENARIOS.map(({ name }) => name)))
  .option('--runs <count>', 'how often', count, 3)
  .parse()
  .opts<{ only?: readonly string[]; runs: number }>();
const chosen = SCENARIOS.filter(({ name }) => only?.includes(name) ?? true);

const lines: { scenario: Scenario; run: number; proof: Proof }[] = [];
for (const scenario of chosen) {
  for (let run = 1; run <= runs; run += 1) {
    const proof = await proofOf(scenario);
    lines.push({ scenario, run, proof });
    const told = [proof.outcome, ...proof.shortfalls.map((each) => `but ${each}`)].join('; ');
    console.error(`${proof.shortfalls.length === 0 ? '✓' : '✗'} ${scenario.name} ${run}: ${told}`);
  }
}
console.log(tableOf(lines));
const short = lines.filter(({ proof }) => proof.shortfalls.length > 0);
console.log(`\n${lines.length - short.length} hold, ${short.length} fall short`);
process.exit(short.length === 0 ? 0 : 1);

/** A story that cannot even be told to its end falls short as well. */
async function proofOf(scenario: Scenario): Promise<Proof> {
  const bench = await createRolloutBench();
  try {
    return await scenario.run(bench);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { requests: 0, affected: 0, seconds: 0, outcome: 'ended early', shortfalls: [reason] };
  } finally {
    await bench[Symbol.asyncDispose]();
  }
}
