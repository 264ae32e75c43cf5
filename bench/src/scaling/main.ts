/**
 * What a request costs a gateway that has grown: processor time by connectors, fields, tenants and workers, and how long a start takes.
 * `npm run bench:scaling -- --help` tells how.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { count, counts, oneOf, refusing, someOf } from '@selvedge/server/arguments';
import { Command } from 'commander';
import { measuredVersion } from '../measured-version.ts';
import { startPosts } from '../upstream.ts';
import { requireWrk } from '../wrk.ts';
import { DIMENSIONS, LOAD_CORE, withSizes } from './dimension.ts';
import { type Conditions, keptOf, withOthersOf } from './join-scaling.ts';
import { growthHolds, startHolds } from './judge-scaling.ts';
import { measureDimension, type ScalingEffort } from './measure-dimension.ts';
import { measureStart } from './measure-start.ts';
import { scalingPlot } from './scaling-plot.ts';
import { dimensionTable, scalingHead, startText } from './scaling-report.ts';
import type { MeasuredDimension, ScalingResult } from './scaling-result.ts';

const DOCS = fileURLToPath(new URL('../../../docs/', import.meta.url));
const RESULT = `${DOCS}scaling.json`;
const CONNECTIONS = 32;
const START_CONNECTORS = 50;
const STARTS = 5;
const QUERIES = ['Q1', 'Q2', 'Q3'] as const;

const PARTS = [...DIMENSIONS.map(({ name }) => name), 'start' as const];

interface Asked {
  only?: readonly (typeof PARTS)[number][];
  query: (typeof QUERIES)[number];
  sizes?: readonly number[];
  starts: number;
  rounds: number;
  seconds: number;
  check?: true;
  write?: true;
}
const command = new Command('npm run bench:scaling --')
  .description('Measures the processor time of a request by connectors, fields, tenants and workers, and a start.')
  .option('--only <names>', `what to measure, of ${PARTS.join(',')} (default: all)`, someOf(PARTS))
  .option('--query <name>', 'what is asked, of Q1,Q2,Q3', oneOf(QUERIES), 'Q3')
  .option('--sizes <counts>', 'sizes of each dimension, e.g. 10,1000', counts)
  .option(
    '--starts <count>',
    'times that processes of all sizes are started; with several the interval is of processes',
    count,
    1,
  )
  .option('--rounds <count>', 'turns of each size after a start', count, 10)
  .option('--seconds <count>', 'of a turn', count, 3)
  .option('--check', 'end with 1 when a goal falls short')
  .option(
    '--write',
    'write docs/scaling.json, and a plot for each dimension of more than two sizes; the rest stays as it is',
  )
  .parse();
const { only = PARTS, query, sizes, starts, rounds, seconds, ...values } = command.opts<Asked>();

const chosen = await refusing(command, () =>
  DIMENSIONS.filter(({ name }) => only.includes(name)).map((each) => withSizes(each, sizes)),
);
const [{ model } = { model: 'an unknown processor' }] = cpus();
const conditions: Conditions = { node: process.versions.node, machine: `${cpus().length} cores of ${model}`, query };
const previous = values.write ? await previousResult() : null;
// Before half an hour is spent on what could not be written.
if (previous !== null) await refusing(command, () => keptOf(previous, conditions, only));

// So that the servers end with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.setMaxListeners(0);
await refusing(command, requireWrk);
const folder = await mkdtemp(join(tmpdir(), 'selvedge-scaling-'));
const version = measuredVersion();
const dimensions: MeasuredDimension[] = [];
let start: ScalingResult['start'] = null;
try {
  await using upstream = await startPosts(LOAD_CORE, 0);
  const effort: ScalingEffort = {
    query,
    connections: CONNECTIONS,
    starts,
    rounds,
    seconds,
    upstream: upstream.url,
    folder,
  };
  if (only.includes('start')) {
    const measured = await measureStart(START_CONNECTORS, { starts: STARTS, folder, upstream: upstream.url });
    start = { ...measured, at: new Date().toISOString(), version };
    console.log(startText(start));
  }
  for (const dimension of chosen) {
    const measured = await measureDimension(dimension, effort);
    const result = { ...measured, at: new Date().toISOString(), version, starts, rounds, seconds };
    dimensions.push(result);
    console.log(`\n${dimensionTable(result)}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
const result: ScalingResult = { ...conditions, dimensions, start };
console.log(`\n${scalingHead(result)}`);
if (values.write) {
  const whole = previous === null ? result : withOthersOf(previous, result);
  await writeFile(RESULT, `${JSON.stringify(whole, null, 2)}\n`);
  for (const each of dimensions.filter(({ sizes }) => sizes.length > 2))
    await writeFile(`${DOCS}scaling-${each.name}.svg`, scalingPlot(each));
}
if (values.check) process.exitCode = dimensions.every(growthHolds) && (start === null || startHolds(start)) ? 0 : 1;

/** Null where nothing was written yet. */
async function previousResult(): Promise<ScalingResult | null> {
  const text = await readFile(RESULT, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : (JSON.parse(text) as ScalingResult);
}
