import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeOnBoth } from '../both-databases.fixture.js';
import type { Database } from '../database.js';
import { applyNext, MIGRATIONS } from '../migrations/migrate.js';
import { openDatabase } from '../open-database.js';
import { openStore, type Store } from '../open-store.js';
import { aRollout, aStep } from '../rollout.fixture.js';
import type { StoreLocation } from '../store-location.js';
import { dump } from './dump.js';
import { restore } from './restore.js';
import { storeStatus } from './store-status.js';

describeOnBoth('backup and restore', (databases) => {
  let directory: string;
  let location: StoreLocation;
  let file: string;
  let made = 0;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'selvedge-dump-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  beforeEach(async () => {
    location = await databases.create();
    made += 1;
    file = join(directory, `${made}.dump`);
  });

  async function within<T>(at: StoreLocation, work: (store: Store) => Promise<T>): Promise<T> {
    const store = await openStore({ location: at });
    return work(store).finally(() => store.close());
  }

  async function over<T>(at: StoreLocation, work: (database: Database) => Promise<T>): Promise<T> {
    const database = await openDatabase(at, { create: true, onTrouble: () => {} });
    return work(database).finally(() => database.close());
  }

  /** Something in every table. */
  async function fill(store: Store): Promise<void> {
    const { rollout, first } = aRollout('r1');
    await store.rollouts.create(rollout, first, 'start');
    await store.rollouts.append(aStep('r1', 2), { idempotencyKey: 'step' });
    await store.kept.keep('r1', {
      coordinates: ['crm:Contact.phones'],
      callers: ['user:a', 'user:b'],
      isComplete: true,
    });
    await store.counts.add(
      Array.from({ length: 1_200 }, (_, index) => ({
        rollout: 'r1',
        periodStartedAtMs: 600_000,
        step: 1,
        side: 'candidate' as const,
        caller: `caller ${index} “é”`,
        events: 1,
        bad: {},
      })),
    );
    await store.periods.close('r1', {
      startedAtMs: 0,
      step: 0,
      weight: 1,
      tests: {},
      lnEvidence: { failures: -0.1 },
      incident: true,
    });
    await store.comparisons.add('r1', [
      {
        coordinate: 'Contact.email',
        pairs: 3,
        candidateOnly: 1,
        noiseOnly: 0,
        byClass: { value: 1 },
        samples: [{ atMs: 1, class: 'value', stable: 'a\nb', candidate: '"' }],
      },
    ]);
    await store.comparisons.accept('r1', 'Contact.email', { by: 'ada', reason: 'meant', atMs: 5 });
    await store.audit.append({
      atMs: 9,
      who: 'ada',
      what: 'x',
      rollout: null,
      connector: 'hubspot',
      details: { a: 1 },
    });
    await store.usage.addHistory([{ connector: 'hubspot', caller: 'a', atMs: 0, events: 5, bad: { slow: 1 } }]);
    await store.usage.addTouched([{ caller: 'a', atMs: 0, coordinates: ['Contact.email'] }]);
    const job = await store.jobs.start({ owner: 'me', connector: 'hubspot', kind: 'contact', idempotencyKey: 'k' });
    await store.jobs.take('me', job.id);
    const progress = { state: 'finished', finishedAt: 1 } as const;
    store.jobs.note(job.id, { progress, total: 1, results: [{ index: 0, result: { status: 'created', id: '7' } }] });
    await (await store.once('acme/hubspot').claim('k')).release({ done: 1 });
  }

  const everything = (store: Store) =>
    Promise.all([
      store.rollouts.list(),
      store.rollouts.history('r1'),
      store.rollouts.storedWith('r1', 'step'),
      store.counts.read('r1', 600_000),
      store.periods.closed('r1'),
      store.comparisons.read('r1'),
      store.audit.list(),
      store.usage.history('hubspot', 0, 1),
      store.usage.touchedBy('a', 0),
      store.jobs.start({ owner: 'me', connector: 'hubspot', kind: 'contact', idempotencyKey: 'k' }),
    ]);

  it('brings all of it into a store of the other kind and back', async () => {
    await within(location, fill);
    const before = await within(location, everything);
    const summary = await over(location, (database) => dump(database, file, 1));
    expect(Object.keys(summary.rows)).toHaveLength(16);
    for (const [table, rows] of Object.entries(summary.rows)) expect([table, rows > 0]).toEqual([table, true]);
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const elsewhere: StoreLocation = { kind: 'file', file: join(directory, `${made}.db`) };
    expect(await over(elsewhere, (database) => restore(database, file, 'empty'))).toEqual(summary);
    expect(await within(elsewhere, everything)).toEqual(before);

    const back = `${file}.back`;
    await over(elsewhere, (database) => dump(database, back, 1));
    const again = await databases.create();
    await over(again, (database) => restore(database, back, 'empty'));
    expect(await within(again, everything)).toEqual(before);
    expect(readFileSync(back, 'utf8').split('\n').sort()).toEqual(readFileSync(file, 'utf8').split('\n').sort());
    expect((await within(again, (store) => store.once('acme/hubspot').claim('k'))).kept).toEqual({ done: 1 });
  });

  it('replaces what a store holds only when that is asked for, and tells who watches', async () => {
    await within(location, fill);
    await over(location, (database) => dump(database, file, 1));
    await within(location, (store) => store.rollouts.append(aStep('r1', 3, 4), {}));
    await over(location, async (database) => {
      await expect(restore(database, file, 'empty')).rejects.toMatchObject({ code: 'STORE_NOT_EMPTY' });
    });
    expect(await within(location, (store) => store.rollouts.find('r1'))).toMatchObject({ revision: 3 });
    await within(location, async (watching) => {
      let woken = Promise.withResolvers<void>();
      watching.changes.watch(() => woken.resolve());
      await woken.promise;
      await over(location, (database) => restore(database, file, 'any'));
      while ((await watching.rollouts.find('r1'))?.revision !== 2) {
        woken = Promise.withResolvers();
        await woken.promise;
      }
      expect(await watching.rollouts.append(aStep('r1', 3), {})).toMatchObject({ revision: 3 });
    });
  });

  it('does not replace the store of a gateway that works with it', async () => {
    await within(location, fill);
    await over(location, (database) => dump(database, file, 1));
    await within(location, async (store) => {
      const lease = (await store.leases.hold('decide', 'a', 60_000))!;
      const replacing = () => over(location, (database) => restore(database, file, 'any'));
      await expect(replacing()).rejects.toMatchObject({ code: 'STORE_IN_USE' });
      await store.leases.release(lease);
      await store.once('s').claim('k');
      await expect(replacing()).rejects.toMatchObject({ code: 'STORE_IN_USE' });
    });
    await over(location, (database) => restore(database, file, 'any'));
  });

  it('restores a dump of an older schema and brings it up to date', async () => {
    await over(location, async (database) => {
      const older = MIGRATIONS.slice(0, 1);
      while (await database.write((transaction) => applyNext(database, transaction, older)));
      const { rollout } = aRollout('r1');
      await database.write((transaction) =>
        transaction
          .insertInto('selvedge_rollouts')
          .values({
            id: 'r1',
            connector: 'hubspot',
            stable: '1.4.0',
            candidate: '2.0.1',
            plan_json: JSON.stringify(rollout.plan),
            state_json: JSON.stringify(rollout.state),
            in_progress: 1,
            kept_until_at: null,
            revision: 1,
            created_at: 1_000,
          })
          .execute(),
      );
      await dump(database, file, 1);
    });
    const newer = await databases.create();
    await over(newer, (database) => restore(database, file, 'empty'));
    await within(newer, async (store) => {
      expect(await store.rollouts.find('r1')).toEqual(aRollout('r1').rollout);
      expect(await store.audit.list()).toEqual({ entries: [], next: null });
    });
  });

  it('of a dump that is not there', async () => {
    const missing = join(directory, 'missing.dump');
    await expect(over(location, (database) => restore(database, missing, 'any'))).rejects.toThrow(
      /got ENOENT\. .*STORE_DUMP_INVALID/,
    );
  });

  describe('of a dump that is no good', () => {
    beforeEach(async () => {
      await within(location, fill);
      await over(location, (database) => dump(database, file, Date.UTC(2027, 0, 31)));
    });

    const restoring = async (edit: (lines: string[]) => string[]) => {
      writeFileSync(file, edit(readFileSync(file, 'utf8').trimEnd().split('\n')).join('\n'));
      const at = await databases.create();
      await within(at, (store) =>
        store.audit.append({ atMs: 1, who: 'me', what: 'was here', rollout: null, connector: null, details: {} }),
      );
      const error: unknown = await over(at, (database) => restore(database, file, 'any')).catch((reason) => reason);
      // What was there before is there still.
      expect((await within(at, (store) => store.audit.list())).entries).toHaveLength(1);
      expect(await within(at, (store) => store.rollouts.list())).toEqual([]);
      return error;
    };
    const withHeader = (change: Record<string, unknown>) => (lines: string[]) =>
      lines.with(0, JSON.stringify({ ...JSON.parse(lines[0]!), ...change }));

    it.each([
      ['cut short', (lines: string[]) => lines.slice(0, -3), /which was cut short/],
      ['with a row missing', (lines: string[]) => lines.toSpliced(5, 1), /tells of \d+ rows of .*, but \d+ were in it/],
      ['with a broken line', (lines: string[]) => lines.with(5, lines[5]!.slice(0, 20)), /Line 6 .*expected JSON/],
      ['with a foreign table', (lines: string[]) => lines.with(5, '{"table":"users","row":{}}'), /Line 6 of the dump/],
      [
        'with a foreign column',
        (lines: string[]) => lines.with(1, '{"table":"selvedge_rollouts","row":{"x":1}}'),
        /Line 2 .*columns/,
      ],
      ['that is something else', () => ['hello'], /Line 1 of the dump: expected JSON/],
      ['that is empty', () => [], /Line 1 of the dump/],
    ])('%s, nothing', async (_, edit, message) => {
      expect(await restoring(edit)).toMatchObject({
        code: 'STORE_DUMP_INVALID',
        message: expect.stringMatching(message),
      });
    });

    it('of a newer program, nothing', async () => {
      const newer = [...MIGRATIONS.map(({ name }) => name), '0999-later'];
      const error = await restoring(withHeader({ migrations: newer }));
      expect(error).toMatchObject({ code: 'STORE_DUMP_NEWER', message: expect.stringContaining('2027-01-31') });
      expect(error).toMatchObject({ message: expect.stringContaining('0999-later') });
      expect(await restoring(withHeader({ selvedgeStore: 2 }))).toMatchObject({ code: 'STORE_DUMP_NEWER' });
    });
  });

  it('overwrites no file, and makes none of a store that there is not', async () => {
    await over(location, async (database) => {
      await expect(dump(database, file, 1)).rejects.toMatchObject({ code: 'STORE_NOT_FOUND' });
    });
    writeFileSync(file, 'mine');
    await within(location, fill);
    await over(location, async (database) => {
      await expect(dump(database, file, 1)).rejects.toMatchObject({ code: 'STORE_DUMP_EXISTS' });
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('tells what there is', async () => {
    expect(await over(location, storeStatus)).toMatchObject({ schema: 'absent', migrations: [], rows: {} });
    await within(location, async (store) => {
      await fill(store);
      await store.leases.hold('decide', 'a', 60_000);
    });
    const status = await over(location, storeStatus);
    expect(status).toMatchObject({
      kind: databases.kind,
      schema: 'current',
      rows: { selvedge_rollouts: 1, selvedge_transitions: 2, selvedge_counts: 1_200 },
      rollouts: [{ id: 'r1', connector: 'hubspot', candidate: '2.0.1' }],
      leases: [{ name: 'decide', holder: 'a' }],
    });
    expect(status.sizeBytes).toBeGreaterThan(10_000);
    await over(location, (database) =>
      database.db.insertInto('selvedge_migrations').values({ name: '0999-later', applied_at: 1 }).execute(),
    );
    expect(await over(location, storeStatus)).toMatchObject({ schema: 'newer' });
    await over(location, async (database) => {
      await expect(dump(database, file, 1)).rejects.toMatchObject({ code: 'STORE_NEWER' });
    });
  });
});
