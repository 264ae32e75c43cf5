/**
 * Runs every test that this machine can, names what it could not, and closes with `N passed, N failed`.
 * SELVEDGE_REQUIRE=redis,postgres,chromium makes a missing system part a failure. Arguments go to vitest.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PARTS, partPath } from './system-parts.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const required = (process.env.SELVEDGE_REQUIRE ?? '').split(',').filter((name) => name !== '');
const unknown = required.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`SELVEDGE_REQUIRE: expected any of ${Object.keys(PARTS).join(', ')}, got ${unknown.join(', ')}.`);
  process.exit(2);
}

const reports = mkdtempSync(join(tmpdir(), 'selvedge-tests-'));
const report = join(reports, 'report.json');
const vitest = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config=test/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, CHROMIUM: partPath('chromium') ?? '' } },
);

let failed = vitest.status === 0 ? 0 : 1;
let closing = 'vitest ended before it could report.';
try {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  failed = Math.max(failed, numFailedTests);
  if (numPassedTests + numFailedTests === 0) failed = Math.max(1, failed);
  closing = `${numPassedTests} passed, ${failed} failed${numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''}`;
} catch {
  failed = Math.max(1, failed);
}
rmSync(reports, { recursive: true, force: true });

const missing = Object.entries(PARTS).filter(([name]) => partPath(name) === null);
const lacking = missing.filter(([name]) => required.includes(name)).map(([name]) => name);
for (const [name, { debian, tests }] of missing) {
  if (tests === null) continue;
  console.log(`Left out, as this machine has no ${name}: ${tests}. On Debian: apt-get install ${debian}`);
}
if (lacking.length > 0) {
  console.log(`SELVEDGE_REQUIRE asks for ${lacking.join(', ')}, which this machine does not have.`);
  failed += lacking.length;
  closing = closing.replace(/\d+ failed/, `${failed} failed`);
}
console.log(closing);
process.exit(failed === 0 ? 0 : 1);
