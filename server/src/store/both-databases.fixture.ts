import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { hasPostgres, type PostgresServer, startPostgresServer } from './postgres-server.fixture.js';
import type { StoreLocation } from './store-location.js';

/** Databases of one kind. */
export interface Databases {
  readonly kind: 'sqlite' | 'postgres';
  /** A new one, empty. */
  create(): Promise<StoreLocation>;
}

/** Runs tests over real SQLite files, and again over a real PostgreSQL. */
export function describeOnBoth(title: string, tests: (databases: Databases) => void): void {
  describe(`${title}, SQLite`, () => {
    const directory = mkdtempSync(join(tmpdir(), 'selvedge-store-'));
    let made = 0;
    afterAll(() => rmSync(directory, { recursive: true, force: true }));
    tests({
      kind: 'sqlite',
      async create() {
        made += 1;
        return { kind: 'file', file: join(directory, `${made}.db`) };
      },
    });
  });

  describe.skipIf(!hasPostgres)(`${title}, PostgreSQL`, () => {
    let server: PostgresServer;
    let made = 0;
    beforeAll(async () => {
      server = await startPostgresServer();
    }, 60_000);
    afterAll(() => server.remove());
    tests({
      kind: 'postgres',
      async create() {
        made += 1;
        return { kind: 'postgres', url: await server.createDatabase(`store_${made}`) };
      },
    });
  });
}
