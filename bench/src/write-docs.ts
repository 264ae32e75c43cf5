import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chartOf } from './chart.ts';
import { withRowsOf } from './join-results.ts';
import { judge } from './judge.ts';
import { goalsTable, headOf, tableOf } from './report.ts';
import type { Result } from './result.ts';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));
const BIOME = fileURLToPath(new URL('../../node_modules/@biomejs/biome/bin/biome', import.meta.url));
const [BEGIN, END] = ['<!-- measured: begin -->', '<!-- measured: end -->'];

/**
 * Puts a result into performance.md, between its marks, with the chart beside it and the figures as JSON. Rows that were not
 * measured this time stay as they are.
 * `folder` ends with a slash; default: the project's `docs/`.
 * @throws Error when the page lacks the marks, and when such rows were measured under other conditions
 */
export function writeDocs(measuredNow: Result, folder: string = DOCS): void {
  const result = withRowsOf(previousResult(folder), measuredNow);
  const measured = [
    headOf(result),
    '![Requests a second](performance.svg)',
    '### Goals',
    goalsTable(judge(result)),
    ...result.rows.map(tableOf),
  ].join('\n\n');
  const page = readFileSync(`${folder}performance.md`, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`Expected the marks ${BEGIN} and ${END} in ${folder}performance.md.`);
  writeFileSync(`${folder}performance.md`, `${before}${BEGIN}\n\n${measured}\n\n${END}${after}`);
  writeFileSync(`${folder}performance.svg`, chartOf(result));
  writeFileSync(`${folder}performance.json`, `${JSON.stringify(result, null, 2)}\n`);
  // What is written is formatted as everything else.
  spawnSync(process.execPath, [BIOME, 'check', '--write', folder], { stdio: 'ignore' });
}

/** What was written the last time; null where nothing was. */
export function previousResult(folder: string = DOCS): Result | null {
  const file = `${folder}performance.json`;
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result) : null;
}
