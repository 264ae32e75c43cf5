import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startPostgresServer } from '@selvedge/server/testing/postgres';
import { SELVEDGE, startChild } from '../../support/child-process.js';
import { measured, type Row } from '../row.js';

/** Which version answers whom is in the store: who does not know it must not answer. */
export const DATABASE_AWAY_AT_START: Row = {
  name: 'database-away-at-start',
  fault: 'a gateway is started while PostgreSQL is away',
  expected:
    'refuses to start: exit code 1 and a message that names the database, without a password; starts when it is back',
  hasShortForm: true,
  isMostlyWaiting: true,
  async run({ folder, defer }) {
    const postgres = await startPostgresServer();
    defer(() => postgres.remove());
    await postgres.crash();
    const file = join(folder, 'away.yaml');
    const databaseUrl = postgres.url.replace('selvedge@', 'selvedge:s3cret@');
    const tenants = { default: { connections: {} } };
    await writeFile(
      file,
      JSON.stringify({ mode: 'sandbox', server: { port: 0 }, store: { databaseUrl }, connectors: {}, tenants }),
    );
    const start = () => startChild({ command: process.execPath, parameters: [SELVEDGE, 'start', '--config', file] });
    const refused = start();
    const { code } = await refused.exited;
    const said = refused.output();
    await postgres.start();
    const started = start();
    defer(() => started.stop());
    const serves = await started.said(/GraphQL v2/).then(
      () => true,
      () => false,
    );
    return measured(
      `exit code ${code}; ${/\[STORE_\w+\]/.exec(said)?.[0] ?? 'no code'}; ${serves ? 'starts' : 'does not start'} afterwards`,
      [
        code !== 1 && 'it is not 1',
        !said.includes(`127.0.0.1:${postgres.port}`) && `the database is not named: "${said.trim()}"`,
        !said.includes('[STORE_UNUSABLE]') && 'the code is another one',
        said.includes('s3cret') && 'the password is shown',
        /^\s+at /m.test(said) && 'a stack is shown',
        !serves && 'it does not start when the database is back',
      ],
    );
  },
};
