import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { hasPostgres } from '@selvedge/server/testing/postgres';
import { describe, expect, it } from 'vitest';
import { hasRedis } from '../support/start-redis.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** The rows that are quick, and whose result does not depend on how busy the machine is. */
const ALWAYS = [
  'vendor-recovers',
  'vendor-throttles',
  'connector-misbehaves',
  'refuses-to-start',
  'disk-full',
  'decider-killed',
];
const WITH_REDIS = ['single-flight', 'redis-restarted'];
const WITH_POSTGRES = ['database-away', 'database-away-at-start'];

function command(name: string, ...parameters: readonly string[]) {
  return run(process.execPath, [`test/dist/faults/${name}.js`, ...parameters], { cwd: root });
}

describe('the fault ledger', () => {
  it('holds, in its short form', async () => {
    const rows = [...ALWAYS, ...(hasRedis ? WITH_REDIS : []), ...(hasPostgres ? WITH_POSTGRES : [])];
    const { stdout } = await command('run', '--short', '--only', rows.join(','));
    expect(stdout).toContain(`${rows.length} hold, 0 fall short`);
  }, 300_000);

  it('names the rows that there are when asked for another one', async () => {
    await expect(command('run', '--only', 'vendor-bored')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error: .* Expected names of vendor-refused,.*, got "vendor-bored"\.\n$/),
    });
  });

  it('is not written with a part of its rows, as the others would be lost', async () => {
    await expect(command('run', '--only', 'overload', '--write')).rejects.toMatchObject({
      code: 1,
      stderr: "error: option '--write' cannot be used with option '--only <rows>'\n",
    });
  });

  it('refuses a number of operations that would ask nothing', async () => {
    await expect(command('fuzz-tenants', '--operations', 'many')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Expected a whole number from 1.'),
    });
  });
});

it.skipIf(!hasRedis)(
  'no value of a tenant turns up with another one',
  async () => {
    const { stdout } = await command('fuzz-tenants', '--operations', '500');
    expect(stdout).toMatch(/^0 foreign values/m);
  },
  180_000,
);
