/** Measures the gateway against its peers and prints a table a row: `npm run bench -- --help` tells how. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { count, pattern, refusing, someOf } from '@selvedge/server/arguments';
import { Command } from 'commander';
import type { Contender } from './contender.ts';
import { buildPeers, installPeers } from './install.ts';
import { type Conditions, keptRows } from './join-results.ts';
import { allHold, judge } from './judge.ts';
import { measureRow, type RowPlan } from './measure-row.ts';
import { measuredVersion } from './measured-version.ts';
import { APOLLO, APOLLO_CACHED, peers } from './peers.ts';
import { goalsTable, headOf, tableOf } from './report.ts';
import { isValid, type Result, type Row, SLICES } from './result.ts';
import { GRAPH_ON_APOLLO, GRAPH_ON_APOLLO_CACHED, ourselves, SELVEDGE, SELVEDGE_CACHED } from './selvedge.ts';
import { previousResult, writeDocs } from './write-docs.ts';
import { requireWrk } from './wrk.ts';

const PLANS: readonly RowPlan[] = [
  { name: 'Q1', graph: 'posts', query: 'Q1', connections: 32, latency: 0 },
  { name: 'Q2', graph: 'posts', query: 'Q2', connections: 32, latency: 0 },
  { name: 'Q3', graph: 'posts', query: 'Q3', connections: 32, latency: 0 },
  { name: 'Q4', graph: 'posts', query: 'Q4', connections: 32, latency: 0 },
  { name: 'Q3-20ms', graph: 'posts', query: 'Q3', connections: 256, latency: 20 },
  { name: 'marketing', graph: 'marketing', query: 'marketing', connections: 8, latency: 0 },
  { name: 'performance', graph: 'marketing', query: 'performance', connections: 8, latency: 0, leastSeconds: 5 },
  { name: 'mixed', graph: 'marketing', query: 'mixed', connections: 32, latency: 0 },
];
/** A quick run tells whether all is well, in under three minutes; rows of long turns are no part of it. */
const QUICK: readonly string[] = [
  APOLLO,
  APOLLO_CACHED,
  GRAPH_ON_APOLLO,
  GRAPH_ON_APOLLO_CACHED,
  SELVEDGE,
  SELVEDGE_CACHED,
];

interface Asked {
  quick?: true;
  only?: RegExp;
  rows?: readonly RowPlan['name'][];
  rounds?: number;
  seconds: number;
  check?: true;
  write?: true;
  out?: string;
}
const command = new Command('npm run bench --')
  .description('Measures the gateway against its peers and prints a table a row.')
  .option(
    '--quick',
    'Apollo Server, the floors and us, in under three minutes; tells whether all is well, and no figures',
  )
  .option('--rows <names>', 'rows to measure, e.g. Q1,Q3', someOf(PLANS.map(({ name }) => name)))
  .option('--only <pattern>', 'contenders to measure, a regular expression of their names', pattern)
  .option('--rounds <count>', 'turns of each contender (default: 10, with --quick 3)', count)
  .option('--seconds <count>', 'of a turn', count, 1)
  .option('--check', 'end with 1 when a goal falls short whose row and contenders were asked for')
  .option('--write', 'put the result into docs/performance.md; rows that are not measured stay there as they are')
  .option('--out <file>', 'write the result there, as JSON')
  .addHelpText('after', '\nWrong answers under load end with 1 in any case.')
  .parse();
const values = command.opts<Asked>();

if (values.write && (values.quick || values.only !== undefined)) {
  command.error('error: --write wants whole rows: leave out --quick and --only.');
}
const version = measuredVersion();
const { seconds } = values;
const rounds = values.rounds ?? (values.quick ? 3 : 10);
const [slices, warmUpSeconds] = values.quick ? [1, 2] : [SLICES, 20];
const contendersOf = (row: RowPlan['name']): readonly Contender[] =>
  [...peers, ...ourselves].filter((each) => each.rows.includes(row) && isWanted(each));
const asked = PLANS.filter(({ name, leastSeconds }) =>
  values.rows === undefined ? !values.quick || leastSeconds === undefined : values.rows.includes(name),
);
const plans = asked.filter(({ name }) => contendersOf(name).length > 0);
if (plans.length === 0) {
  const known = new Set([...peers, ...ourselves].map(({ name }) => name));
  command.error(
    `error: --only ${values.only}: no contender of these rows is named so; there are: ${[...known].join(', ')}.`,
  );
}
const [{ model } = { model: 'an unknown processor' }] = cpus();
const conditions: Conditions = {
  node: process.versions.node,
  machine: `${cpus().length} cores of ${model}`,
  rounds,
  seconds,
  isQuick: values.quick ?? false,
};
// Before an hour is spent on what could not be written.
if (values.write) {
  const measured = plans.map(({ name }) => name);
  await refusing(command, () => keptRows(previousResult(), conditions, measured));
}

// So that the servers end with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.setMaxListeners(0);
await refusing(command, requireWrk);
installPeers();
buildPeers();
const folder = await mkdtemp(join(tmpdir(), 'selvedge-bench-'));
const rows: Row[] = [];
try {
  for (const plan of plans) {
    const contenders = contendersOf(plan.name);
    console.error(`Measuring ${plan.name} …`);
    const row = await measureRow(plan, contenders, {
      version,
      rounds,
      seconds,
      slices,
      warmUpSeconds,
      folder,
    });
    rows.push(row);
    console.log(`\n${tableOf(row)}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
const result: Result = { ...conditions, rows };
console.log(`\n${headOf(result)}`);
if (values.out !== undefined) await writeFile(values.out, `${JSON.stringify(result, null, 2)}\n`);
if (values.write) writeDocs(result);
if (values.check) {
  const judged = judge(result);
  console.log(`\n${goalsTable(judged)}`);
  if (!allHold(judged)) process.exitCode = 1;
  if (judged.every(({ verdict }) => verdict === 'not-judged')) {
    console.error('\n--check: no goal compares what was asked for, so that nothing was checked.');
    process.exitCode = 1;
  }
}
if (rows.some(({ cells }) => !cells.every(isValid))) {
  console.error('\nServers gave other answers under load than are expected: their figures are invalid.');
  process.exitCode = 1;
}

function isWanted({ name, kind }: Contender): boolean {
  if (values.only !== undefined) return values.only.test(name);
  return !values.quick || kind === 'floor' || QUICK.includes(name);
}
