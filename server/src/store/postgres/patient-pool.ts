import type { PostgresPool } from 'kysely';
import pg from 'pg';

/** Longest that a statement is waited for, milliseconds: those of the store take a few. */
export const STATEMENT_MS = 30_000;

/**
 * A pool whose connections may fail while they are in use, and are not used again then. The network may swallow what is
 * sent without a word: TCP finds that out after a quarter of an hour, in which whatever comes next on the connection
 * would wait too. So one is left once a statement was not answered in time, by the pool's `query_timeout`.
 */
export function patientPool(pool: pg.Pool): PostgresPool {
  // The pool hears the errors of idle connections alone. One that breaks between two statements of a transaction would end
  // the process, though the next statement tells whoever has it.
  pool.on('connect', (client) => void client.on('error', () => {}));
  return {
    Client: pg.Client,
    options: pool.options,
    connect: async () => leftWhenSilent(await pool.connect()),
    end: () => pool.end(),
  };
}

function leftWhenSilent(client: pg.PoolClient): pg.PoolClient {
  let isSilent = false;

  async function query(...given: unknown[]): Promise<unknown> {
    // A rollback, as a rule: the server does that by itself when the connection ends.
    if (isSilent) throw new Error(TIMEOUT);
    try {
      return await Reflect.apply(client.query, client, given);
    } catch (error) {
      isSilent ||= error instanceof Error && error.message === TIMEOUT;
      throw error;
    }
  }

  return new Proxy(client, {
    get(target, name) {
      if (name === 'query') return query;
      if (name === 'release') return (destroy?: boolean) => target.release(destroy === true || isSilent);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** What the driver says; it has no code. */
const TIMEOUT = 'Query read timeout';
