/**
 * What a request costs a gateway that has grown: processor time by connectors, fields, tenants and workers, and how long a start takes.
 *
 * npm run bench:scaling -- [--only connectors,fields,tenants,workers,start] [--query Q1|Q2|Q3] [--rounds 10] [--seconds 3] [--sizes 10,100] [--check] [--write]
 *
 * `--check` ends with 1 when a goal falls short; `--write` writes docs/scaling.json and a plot for each dimension of more than two sizes.
 * With `--only` the others stay as they were measured before.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measuredVersion } from '../measured-version.ts';
import { startPosts } from '../upstream.ts';
import { requireWrk } from '../wrk.ts';
import { DIMENSIONS, LOAD_CORE } from './dimension.ts';
import { withOthersOf } from './join-scaling.ts';
import { growthHolds, startHolds } from './judge-scaling.ts';
import { measureDimension, type ScalingEffort } from './measure-dimension.ts';
import { measureStart } from './measure-start.ts';
import { scalingPlot } from './scaling-plot.ts';
import { dimensionTable, scalingHead, startText } from './scaling-report.ts';
import type { MeasuredDimension, ScalingResult } from './scaling-result.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'connectors,fields,tenants,workers,start' },
    query: { type: 'string', default: 'Q3' },
    rounds: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '3' },
    sizes: { type: 'string' },
    check: { type: 'boolean' },
    write: { type: 'boolean' },
  },
});
const DOCS = fileURLToPath(new URL('../../../docs/', import.meta.url));
const CONNECTIONS = 32;
const START_CONNECTORS = 50;
const STARTS = 5;
const QUERIES = ['Q1', 'Q2', 'Q3'] as const;

const query = QUERIES.find((name) => name === values.query);
if (query === undefined) throw new Error(`Expected --query to be one of ${QUERIES.join(', ')}, got ${values.query}`);
const only = values.only.split(',');
const sizes = values.sizes?.split(',').map(Number);
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];

// So that the servers end with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.setMaxListeners(0);
requireWrk();
const folder = await mkdtemp(join(tmpdir(), 'selvedge-scaling-'));
const version = measuredVersion();
const dimensions: MeasuredDimension[] = [];
let start: ScalingResult['start'] = null;
try {
  await using upstream = await startPosts(LOAD_CORE, 0);
  const effort: ScalingEffort = { query, connections: CONNECTIONS, rounds, seconds, upstream: upstream.url, folder };
  if (only.includes('start')) {
    const measured = await measureStart(START_CONNECTORS, { starts: STARTS, folder, upstream: upstream.url });
    start = { ...measured, at: new Date().toISOString(), version };
    console.log(startText(start));
  }
  for (const dimension of DIMENSIONS.filter(({ name }) => only.includes(name))) {
    const measured = await measureDimension({ ...dimension, sizes: sizes ?? dimension.sizes }, effort);
    const result = { ...measured, at: new Date().toISOString(), version, rounds, seconds };
    dimensions.push(result);
    console.log(`\n${dimensionTable(result)}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
const [{ model } = { model: 'an unknown processor' }] = cpus();
const result: ScalingResult = {
  node: process.versions.node,
  machine: `${cpus().length} cores of ${model}`,
  query,
  dimensions,
  start,
};
console.log(`\n${scalingHead(result)}`);
if (values.write) {
  const path = `${DOCS}scaling.json`;
  const previous = JSON.parse(await readFile(path, 'utf8')) as ScalingResult;
  await writeFile(path, `${JSON.stringify(withOthersOf(previous, result), null, 2)}\n`);
  for (const each of dimensions.filter(({ sizes }) => sizes.length > 2))
    await writeFile(`${DOCS}scaling-${each.name}.svg`, scalingPlot(each));
}
if (values.check) process.exitCode = dimensions.every(growthHolds) && (start === null || startHolds(start)) ? 0 : 1;
