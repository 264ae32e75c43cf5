import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { delimiter, join } from 'node:path';

/** The machine's Redis, or undefined where it has none. */
export const redisProgram: string | undefined = (process.env.PATH ?? '')
  .split(delimiter)
  .map((directory) => join(directory, 'redis-server'))
  .find((path) => existsSync(path));

export interface RedisServer {
  url: string;
  stop(): Promise<void>;
}

/** Starts a Redis of its own, that keeps nothing, on this machine. `at`: its port; left out: a free one. */
export async function startRedisServer(at?: number): Promise<RedisServer> {
  if (redisProgram === undefined) throw new Error('This machine has no redis-server.');
  const port = at ?? (await freePort());
  const redis = spawn(redisProgram, [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
  ]);
  await new Promise<void>((resolve, reject) => {
    redis.once('error', reject);
    redis.once('exit', (code) => reject(new Error(`redis-server ended with ${code}.`)));
    redis.stdout.on('data', (chunk: Buffer) => chunk.toString().includes('Ready to accept') && resolve());
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        if (redis.exitCode !== null || redis.signalCode !== null) return resolve();
        redis.once('exit', () => resolve());
        redis.kill();
        return undefined;
      }),
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
