/**
 * Runs every story of a rollout three times against real processes, and prints what was seen; exits with 1 when one falls
 * short. `--only <name>[,<name>]`: these alone; `--runs <number>`: so often.
 */
import { parseArgs } from 'node:util';
import { tableOf } from './proof-table.js';
import { createRolloutBench } from './rollout-bench.js';
import type { Proof, Scenario } from './scenario.js';
import { SCENARIOS } from './scenarios/index.js';

const { values } = parseArgs({ options: { only: { type: 'string' }, runs: { type: 'string', default: '3' } } });
const chosen = choose(values.only?.split(','));
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) fail(`--runs: expected a whole number from 1; got ${values.runs}.`);

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

function choose(names: readonly string[] | undefined): readonly Scenario[] {
  const unknown = names?.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name)) ?? [];
  if (unknown.length > 0) {
    fail(`--only: expected any of ${SCENARIOS.map(({ name }) => name).join(', ')}; got ${unknown.join(', ')}.`);
  }
  return SCENARIOS.filter(({ name }) => names?.includes(name) ?? true);
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

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
