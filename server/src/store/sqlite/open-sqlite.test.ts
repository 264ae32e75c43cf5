import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../open-database.js';
import { openStore } from '../open-store.js';
import { aRollout } from '../rollout.fixture.js';

let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'selvedge-sqlite-'));
  file = join(directory, 'selvedge.db');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

it('lets nobody but the gateway’s user read the file', async () => {
  const store = await openStore({ location: { kind: 'file', file } });
  const { rollout, first } = aRollout('r1');
  await store.rollouts.create(rollout, first, null);
  for (const path of [file, `${file}-wal`]) expect(statSync(path).mode & 0o777).toBe(0o600);
  await store.close();
});

it('closes once, however often it is asked', async () => {
  const store = await openStore({ location: { kind: 'file', file } });
  await Promise.all([store.close(), store.close()]);
  await store.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
});

it('keeps nothing in memory past its end, and shares nothing', async () => {
  const one = await openStore({ location: { kind: 'memory' } });
  const two = await openStore({ location: { kind: 'memory' } });
  const { rollout, first } = aRollout('r1');
  await one.rollouts.create(rollout, first, null);
  expect(await one.rollouts.list()).toHaveLength(1);
  expect(await two.rollouts.list()).toEqual([]);
  await Promise.all([one.close(), two.close()]);
});

it('says why a write was refused where SQLite itself has rolled back, and takes the next one', async () => {
  const store = await openStore({ location: { kind: 'file', file } });
  const beside = new DatabaseSync(file);
  beside.exec(
    "create trigger full before insert on selvedge_transitions begin select raise(rollback, 'the disk is full'); end",
  );
  const { rollout, first } = aRollout('r1');
  await expect(store.rollouts.create(rollout, first, null)).rejects.toThrow('the disk is full');
  beside.exec('drop trigger full');
  beside.close();
  await store.rollouts.create(rollout, first, null);
  expect(await store.rollouts.list()).toHaveLength(1);
  await store.close();
});

it('says where it cannot be, and what to do', async () => {
  await expect(openStore({ location: { kind: 'file', file: join(directory, 'no', 'such.db') } })).rejects.toMatchObject(
    {
      code: 'STORE_UNUSABLE',
      message: expect.stringMatching(/no\/such\.db that can be written, but: .*ENOENT.*set store\.file/),
    },
  );
  writeFileSync(
    file,
    'not a database, but a text that is long enough to be taken for one if nobody looks at it closely',
  );
  await expect(openStore({ location: { kind: 'file', file } })).rejects.toMatchObject({
    code: 'STORE_UNUSABLE',
    message: expect.stringContaining('file is not a database'),
  });
});

it('waits for another process that makes the file at the same time', async () => {
  const other = new DatabaseSync(file);
  other.exec('begin exclusive');
  const opening = openStore({ location: { kind: 'file', file } });
  setTimeout(() => {
    other.exec('commit');
    other.close();
  }, 150);
  await (await opening).close();
});

it('makes no file where one is only to be read', async () => {
  const opening = openDatabase({ kind: 'file', file }, { create: false, onTrouble: () => {} });
  await expect(opening).rejects.toMatchObject({ code: 'STORE_NOT_FOUND' });
  expect(existsSync(file)).toBe(false);
});

it('waits for another connection’s transaction without standing still', async () => {
  const store = await openStore({ location: { kind: 'file', file } });
  const other = new DatabaseSync(file);
  other.exec('begin immediate');
  const { rollout, first } = aRollout('r1');
  const creating = store.rollouts.create(rollout, first, null);
  let turns = 0;
  // The event loop goes on; the write is begun again and again meanwhile.
  while (turns < 100) {
    await new Promise(setImmediate);
    turns += 1;
  }
  other.exec('commit');
  other.close();
  expect(await creating).toEqual(rollout);
  await store.close();
});
