import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeOnBoth } from '../both-databases.fixture.js';
import type { Database } from '../database.js';
import { openDatabase } from '../open-database.js';
import { openStore } from '../open-store.js';
import type { StoreLocation } from '../store-location.js';
import { startProcess } from '../store-process.fixture.js';
import { MIGRATIONS, migrate } from './migrate.js';
import type { Migration } from './migration.js';

describeOnBoth('migrations', (databases) => {
  let location: StoreLocation;
  let database: Database;

  beforeEach(async () => {
    location = await databases.create();
    database = await openDatabase(location, { create: true, onTrouble: () => {} });
  });
  afterEach(() => database.close());

  const applied = () => database.db.selectFrom('selvedge_migrations').selectAll().orderBy('name').execute();

  it('run once each, in order, and are recorded with their time', async () => {
    const before = Date.now() - 1_000;
    await migrate(database);
    const rows = await applied();
    expect(rows.map(({ name }) => name)).toEqual(MIGRATIONS.map(({ name }) => name));
    for (const { applied_at } of rows) expect(applied_at).toBeGreaterThan(before);
    await migrate(database);
    expect(await applied()).toEqual(rows);
  });

  it('are named in the order in which they run', () => {
    const names = MIGRATIONS.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].sort());
  });

  it('leave nothing of one that fails, keep those before it, and go on with it at the next start', async () => {
    const broken: Migration = {
      name: '0009-broken',
      async up(transaction) {
        await transaction.schema.createTable('selvedge_new').addColumn('id', 'text').execute();
        throw new Error('no disk');
      },
    };
    await expect(migrate(database, [...MIGRATIONS, broken])).rejects.toThrow('no disk');
    expect(await applied()).toHaveLength(MIGRATIONS.length);
    expect((await database.db.introspection.getTables()).map(({ name }) => name)).not.toContain('selvedge_new');
    const mended: Migration = {
      ...broken,
      up: (transaction) => transaction.schema.createTable('selvedge_new').addColumn('id', 'text').execute(),
    };
    await migrate(database, [...MIGRATIONS, mended]);
    expect(await applied()).toHaveLength(MIGRATIONS.length + 1);
  });

  it('refuse a database that a newer program used, and change nothing in it', async () => {
    await migrate(database);
    await database.db.insertInto('selvedge_migrations').values({ name: '0999-later', applied_at: 1 }).execute();
    const rows = await applied();
    await expect(openStore({ location })).rejects.toMatchObject({
      name: 'StoreError',
      code: 'STORE_NEWER',
      message: expect.stringMatching(
        /newer Selvedge.* has 0999-later.*start that newer version again.*\[STORE_NEWER\]/,
      ),
    });
    expect(await applied()).toEqual(rows);
  });

  it('run once when several connections begin at the same time', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore({ location })));
    expect(await applied()).toHaveLength(MIGRATIONS.length);
    await Promise.all(stores.map((store) => store.close()));
  });

  describe('of several processes', () => {
    it('run once when they start at the same time', async () => {
      const processes = Array.from({ length: 3 }, () => startProcess('open', location));
      expect(await Promise.all(processes.map(({ ended }) => ended))).toEqual([0, 0, 0]);
      expect(await applied()).toHaveLength(MIGRATIONS.length);
    });
  });
});
