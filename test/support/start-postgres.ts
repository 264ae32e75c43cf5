import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { partPath } from '#system-parts';
import { freePort } from './free-port.js';

export interface Postgres {
  readonly port: number;
  /** Of a database that is empty at first. */
  readonly url: string;
  /** Starts it again, on the same port, with what was on disk. */
  start(): Promise<void>;
  /** As a crash would: no connection hears of it. */
  crash(): Promise<void>;
  /** Ends it and removes what it kept. */
  remove(): Promise<void>;
}

/** Whether this machine has a PostgreSQL to start. */
export const hasPostgres = partPath('postgres') !== null;

/** PostgreSQL refuses to run as root, as which containers often run tests: then it runs as nobody. */
const NOBODY = 65_534;
const asRoot = process.getuid?.() === 0;
const identity = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
const SETTINGS = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'max_connections=60'];

/** A PostgreSQL of its own, which lets everybody of this machine in. */
export async function startPostgres(): Promise<Postgres> {
  const program = partPath('postgres');
  if (program === null) throw new Error('Expected PostgreSQL on this machine; on Debian: apt-get install postgresql.');
  const directory = mkdtempSync(join(tmpdir(), 'selvedge-postgres-'));
  if (asRoot) chownSync(directory, NOBODY, NOBODY);
  const cluster = ['-D', directory, '-U', 'selvedge', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  const quietly = { ...identity, cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'] };
  execFileSync(join(dirname(program), 'initdb'), cluster, quietly);
  const port = await freePort();
  let running: ChildProcess | null = null;

  async function start(): Promise<void> {
    const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
    const server = spawn(program as string, ['-D', directory, '-p', String(port), ...settings], quietly);
    running = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}.`)));
      server.stderr?.on('data', (chunk: Buffer) => {
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
    url: `postgres://selvedge@127.0.0.1:${port}/postgres`,
    start,
    crash: () => end('SIGQUIT'),
    async remove() {
      await end('SIGINT');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
