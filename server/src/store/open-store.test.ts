import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from './open-store.js';
import { hasPostgres, type PostgresServer, startPostgresServer } from './postgres-server.fixture.js';

/** Root writes whatever a file's mode says. */
const NOBODY = 65_534;

async function asNobody<T>(task: () => Promise<T>): Promise<T> {
  const { seteuid, geteuid } = process;
  if (geteuid?.() !== 0) return task();
  seteuid?.(NOBODY);
  try {
    return await task();
  } finally {
    seteuid?.(0);
  }
}

it('refuses a file that it may not write with a code, its place and what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-unwritable-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'store.sqlite');
  await (await openStore({ location: { kind: 'file', file: path } })).close();
  chmodSync(folder, 0o777);
  chmodSync(path, 0o444);
  await expect(asNobody(() => openStore({ location: { kind: 'file', file: path } }))).rejects.toMatchObject({
    code: 'STORE_UNUSABLE',
    message: expect.stringMatching(/store\.sqlite that can be written, but: .*readonly.*write the file/),
  });
});

describe.skipIf(!hasPostgres)('over PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgresServer();
  }, 60_000);
  afterAll(() => server.remove());

  it.each([
    [
      'without rights on the schema',
      'stranger',
      'revoke all on schema public from public',
      /no schema|permission denied/,
    ],
    ['that may only read', 'reader', 'alter role reader set default_transaction_read_only = on', /read-only/],
  ])('refuses a role %s with a code and what to do', async (_, role, statement, reason) => {
    const admin = new pg.Client(server.url);
    await admin.connect();
    await admin.query(`create role ${role} login`);
    await admin.query(statement);
    await admin.end();
    const url = new URL(server.url);
    url.username = role;
    const opened = openStore({ location: { kind: 'postgres', url: url.href } });
    await expect(opened).rejects.toMatchObject({ code: 'STORE_UNUSABLE', message: expect.stringMatching(reason) });
    await expect(opened).rejects.toThrow(/Give its role the right to create and write tables/);
  });
});
