import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';

/** Folder of the machine's PostgreSQL programs, or undefined where it has none. Debian keeps them off the PATH. */
const programs: string | undefined = [
  ...[18, 17, 16, 15, 14, 13].map((version) => `/usr/lib/postgresql/${version}/bin`),
  ...(process.env.PATH ?? '').split(delimiter),
].find((directory) => ['initdb', 'postgres'].every((name) => existsSync(join(directory, name))));

export const hasPostgres = programs !== undefined;

export interface PostgresServer {
  readonly port: number;
  /** Of a database that is empty at first. */
  readonly url: string;
  /** Makes an empty database and resolves with its URL. */
  createDatabase(name: string): Promise<string>;
  /** Starts it again, on the same port, with what was on disk. */
  start(): Promise<void>;
  /** As a crash would: no connection hears of it, and the next start recovers what is on disk. */
  crash(): Promise<void>;
  /** Ends it and removes what it kept. */
  remove(): Promise<void>;
}

/** PostgreSQL refuses to run as root, as which containers often run tests: then it runs as nobody. */
const NOBODY = 65_534;
const asRoot = process.getuid?.() === 0;
const identity = asRoot ? { uid: NOBODY, gid: NOBODY } : {};

const SETTINGS = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'max_connections=60'];

/** Makes and starts a PostgreSQL of its own on this machine, where everybody is let in. */
export async function startPostgresServer(): Promise<PostgresServer> {
  if (programs === undefined)
    throw new Error('Expected PostgreSQL on this machine; on Debian: apt-get install postgresql.');
  const directory = mkdtempSync(join(tmpdir(), 'selvedge-postgres-'));
  if (asRoot) chownSync(directory, NOBODY, NOBODY);
  const cluster = ['-D', directory, '-U', 'selvedge', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  const quietly = { ...identity, cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'] };
  execFileSync(join(programs, 'initdb'), cluster, quietly);
  const port = await freePort();
  const url = (database: string) => `postgres://selvedge@127.0.0.1:${port}/${database}`;
  let running: ChildProcess | null = null;

  async function start(): Promise<void> {
    const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
    const server = spawn(join(programs!, 'postgres'), ['-D', directory, '-p', String(port), ...settings], quietly);
    running = server;
    await new Promise<void>((resolve, reject) => {
      let said = '';
      server.once('error', reject);
      server.once('exit', (code) => reject(new Error(`postgres ended with ${code}: ${said}`)));
      server.stderr?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (chunk.toString().includes('ready to accept connections')) resolve();
      });
    });
  }

  async function end(signal: 'SIGQUIT' | 'SIGINT'): Promise<void> {
    const server = running;
    running = null;
    if (server === null || server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill(signal);
    await ended;
  }

  await start();
  return {
    port,
    url: url('postgres'),
    async createDatabase(name) {
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      await client.query(`create database ${client.escapeIdentifier(name)}`);
      await client.end();
      return url(name);
    },
    start,
    crash: () => end('SIGQUIT'),
    async remove() {
      await end('SIGINT');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
