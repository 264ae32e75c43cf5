/**
 * Measures the gateway against its peers and prints a table a row.
 *
 * npm run bench -- [--quick] [--only <regex of contenders>] [--rows Q1,Q3] [--rounds 10] [--seconds 1] [--check] [--write]
 *
 * `--check` ends with 1 when a goal falls short whose row and contenders were asked for; wrong answers under load end with 1
 * in any case. `--write` puts the result into docs/performance.md; rows that were not measured stay there as they are.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countOf, namesOf } from './arguments.ts';
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

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rows: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    quick: { type: 'boolean' },
    check: { type: 'boolean' },
    write: { type: 'boolean' },
    out: { type: 'string' },
  },
});

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

if (values.write && (values.quick || values.only !== undefined)) {
  throw new Error('Expected --write with whole rows: without --quick and without --only.');
}
const version = measuredVersion();
const rounds = countOf('rounds', values.rounds ?? (values.quick ? '3' : '10'));
const seconds = countOf('seconds', values.seconds ?? '1');
const [slices, warmUpSeconds] = values.quick ? [1, 2] : [SLICES, 20];
const only = values.only === undefined ? null : new RegExp(values.only);
const names = PLANS.filter(({ leastSeconds }) => !values.quick || leastSeconds === undefined).map(({ name }) => name);
const wanted =
  values.rows === undefined
    ? names
    : namesOf(
        'rows',
        values.rows,
        PLANS.map(({ name }) => name),
      );
const plans = PLANS.filter(({ name }) => wanted.includes(name));
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
  keptRows(
    previousResult(),
    conditions,
    plans.map(({ name }) => name),
  );
}

// So that the servers end with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.setMaxListeners(0);
requireWrk();
installPeers();
buildPeers();
const folder = await mkdtemp(join(tmpdir(), 'selvedge-bench-'));
const rows: Row[] = [];
try {
  for (const plan of plans) {
    const contenders = [...peers, ...ourselves].filter((each) => each.rows.includes(plan.name) && isWanted(each));
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
}
if (rows.some(({ cells }) => !cells.every(isValid))) {
  console.error('\nServers gave other answers under load than are expected: their figures are invalid.');
  process.exitCode = 1;
}

function isWanted({ name, kind }: Contender): boolean {
  if (only !== null) return only.test(name);
  return !values.quick || kind === 'floor' || QUICK.includes(name);
}
