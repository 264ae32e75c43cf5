/**
 * The fault ledger: runs every row against real processes and prints what was measured; exits with 1 when a row falls
 * short. `--short`: the rows that have a form of a few seconds, in that form. `--only <row>[,<row>]`: these alone.
 * `--write`: into docs/faults.md as well.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ROOT } from '../support/child-process.js';
import { documentOf } from './document.js';
import { createEnvironment } from './environment.js';
import type { Row } from './row.js';
import { ROWS } from './rows/index.js';
import { type Line, tableOf } from './table.js';

const { values } = parseArgs({
  options: { short: { type: 'boolean' }, only: { type: 'string' }, write: { type: 'boolean' } },
});
const isShort = values.short ?? false;
const chosen = choose(values.only?.split(','));

const done = new Map<Row, Line>();
await Promise.all(chosen.filter(({ isMostlyWaiting = false }) => isMostlyWaiting).map(runRow));
for (const row of chosen) if (!done.has(row)) await runRow(row);
const lines = chosen.map((row) => done.get(row) as Line);
console.log(tableOf(lines));
if (values.write) await writeFile(`${ROOT}/docs/faults.md`, documentOf(lines, new Date()));
const short = lines.filter(({ verdict }) => verdict === 'falls short');
console.log(`\n${lines.length - short.length} hold, ${short.length} fall short`);
process.exit(short.length === 0 ? 0 : 1);

async function runRow(row: Row): Promise<void> {
  const startedAt = performance.now();
  const line = await lineOf(row);
  done.set(row, line);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  console.error(`${line.verdict === 'holds' ? '✓' : '✗'} ${row.name} (${seconds} s): ${line.text}`);
}

function choose(names: readonly string[] | undefined): readonly Row[] {
  const unknown = names?.filter((name) => !ROWS.some((row) => row.name === name)) ?? [];
  if (unknown.length > 0) {
    console.error(`--only: expected any of ${ROWS.map(({ name }) => name).join(', ')}; got ${unknown.join(', ')}.`);
    process.exit(2);
  }
  return ROWS.filter((row) => (names === undefined ? !isShort || row.hasShortForm : names.includes(row.name)));
}

/** A row that cannot even be run to its end falls short as well. */
async function lineOf(row: Row): Promise<Line> {
  const environment = await createEnvironment(isShort);
  try {
    const { text, holds } = await row.run(environment);
    return { row, text, verdict: holds ? 'holds' : 'falls short' };
  } catch (error) {
    return { row, text: `ended early: ${error instanceof Error ? error.message : error}`, verdict: 'falls short' };
  } finally {
    await environment[Symbol.asyncDispose]();
  }
}
