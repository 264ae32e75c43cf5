import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chartOf } from './chart.ts';
import { judge } from './goals.ts';
import { goalsTable, headOf, tableOf } from './report.ts';
import type { Result } from './result.ts';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));
const BIOME = fileURLToPath(new URL('../../node_modules/@biomejs/biome/bin/biome', import.meta.url));
const [BEGIN, END] = ['<!-- measured: begin -->', '<!-- measured: end -->'];

/** Puts a result into docs/performance.md, between its marks, with the chart beside it and the figures as JSON. */
export function writeDocs(result: Result): void {
  const measured = [
    headOf(result),
    '![Requests a second](performance.svg)',
    '### Goals',
    goalsTable(judge(result)),
    ...result.rows.map(tableOf),
  ].join('\n\n');
  const page = readFileSync(`${DOCS}performance.md`, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`Expected the marks ${BEGIN} and ${END} in docs/performance.md.`);
  writeFileSync(`${DOCS}performance.md`, `${before}${BEGIN}\n\n${measured}\n\n${END}${after}`);
  writeFileSync(`${DOCS}performance.svg`, chartOf(result));
  writeFileSync(`${DOCS}performance.json`, `${JSON.stringify(result, null, 2)}\n`);
  // What is written is formatted as everything else.
  spawnSync(process.execPath, [BIOME, 'check', '--write', DOCS], { stdio: 'ignore' });
}
