import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPostgres, type PostgresServer, startPostgresServer } from '../postgres-server.fixture.js';
import { patientPool } from './patient-pool.js';

describe.skipIf(!hasPostgres)('a connection that fails while it is in use', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgresServer();
  }, 60_000);
  afterAll(() => server.remove());

  /** A way to the server that swallows, from a moment on, what is sent over the connections that there are by then. */
  async function startWay(port: number) {
    const swallowing = new Set<Socket>();
    const open = new Set<Socket>();
    const way = createServer((client) => {
      const upstream = connect(port, '127.0.0.1');
      for (const socket of [client, upstream]) open.add(socket.on('error', () => {}));
      client.on('data', (chunk) => swallowing.has(client) || upstream.write(chunk));
      upstream.on('data', (chunk) => client.write(chunk));
      client.on('close', () => upstream.destroy());
      upstream.on('close', () => client.destroy());
    });
    await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve));
    return {
      port: (way.address() as AddressInfo).port,
      swallow() {
        for (const socket of open) swallowing.add(socket);
      },
      close() {
        for (const socket of open) socket.destroy();
        way.close();
      },
    };
  }

  it('fails its statement in time, also within a transaction, and is left for another one', async () => {
    const url = new URL(await server.createDatabase('silent'));
    const way = await startWay(Number(url.port));
    url.port = String(way.port);
    const pool = new pg.Pool({ connectionString: url.href, max: 1, query_timeout: 300 });
    pool.on('error', () => {});
    const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: patientPool(pool) }) });
    const pid = async () => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]?.pid;
    const first = await pid();
    expect(await pid()).toBe(first);
    way.swallow();
    await expect(pid()).rejects.toThrow('Query read timeout');
    const second = await pid();
    expect(second).not.toBe(first);
    const inTransaction = db.transaction().execute(async (transaction) => {
      await sql`select 1`.execute(transaction);
      way.swallow();
      await sql`select 1`.execute(transaction);
    });
    await expect(inTransaction).rejects.toThrow('Query read timeout');
    expect(await pid()).not.toBe(second);
    await db.destroy();
    way.close();
  });

  it('may break between two statements of a transaction, which fails by the next one', async () => {
    const pool = new pg.Pool({ connectionString: await server.createDatabase('crashing'), max: 1 });
    pool.on('error', () => {});
    const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: patientPool(pool) }) });
    const broken = db.transaction().execute(async (transaction) => {
      await sql`select 1`.execute(transaction);
      await server.crash();
      // An error that nobody hears is told at once, and is the test's.
      await new Promise((resolve) => setTimeout(resolve, 100));
      await sql`select 1`.execute(transaction);
    });
    await expect(broken).rejects.toThrow();
    await server.start();
    expect((await sql`select 1`.execute(db)).rows).toHaveLength(1);
    await db.destroy();
  });
});
