/** The fault ledger; `npm run faults -- --help` tells how. */
import { writeFile } from 'node:fs/promises';
import { someOf } from '@selvedge/server/arguments';
import { Command, Option } from 'commander';
import { ROOT } from '../support/child-process.js';
import { documentOf } from './document.js';
import { createEnvironment } from './environment.js';
import type { Row } from './row.js';
import { ROWS } from './rows/index.js';
import { type Line, tableOf } from './table.js';

const {
  short: isShort = false,
  only,
  write,
} = new Command('npm run faults --')
  .description('Runs each row against real processes and prints what was measured; ends with 1 when one falls short.')
  .option('--short', 'the rows that have a form of a few seconds, in that form')
  .option('--only <rows>', 'these alone, e.g. vendor-midnight,clock-jumps', someOf(ROWS.map(({ name }) => name)))
  .addOption(new Option('--write', 'put all rows into docs/faults.md as well').conflicts(['short', 'only']))
  .parse()
  .opts<{ short?: true; only?: readonly string[]; write?: true }>();
const chosen = ROWS.filter((row) => only?.includes(row.name) ?? (!isShort || row.hasShortForm));

const done = new Map<Row, Line>();
await Promise.all(chosen.filter(({ isMostlyWaiting = false }) => isMostlyWaiting).map(runRow));
for (const row of chosen) if (!done.has(row)) await runRow(row);
const lines = chosen.map((row) => done.get(row) as Line);
console.log(tableOf(lines));
if (write) await writeFile(`${ROOT}/docs/faults.md`, documentOf(lines, new Date()));
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
