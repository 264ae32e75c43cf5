import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { type Child, startChild } from './child-process.js';

export interface RedisProcess {
  port: number;
  /** Sends a command and resolves with what Redis answers, as it stands on the wire. */
  command(text: string): Promise<string>;
  stop(): Promise<void>;
  /** Starts it anew, empty, on the same port. */
  start(): Promise<void>;
}

/** Whether this machine has a Redis to start. */
export const HAS_REDIS = programPath() !== null;

/** A Redis of its own that keeps nothing on disk. */
export async function startRedisProcess(port: number): Promise<RedisProcess> {
  const program = programPath();
  if (program === null) throw new Error('This row needs redis-server; on Debian: apt-get install redis-server.');
  const parameters = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  let child: Child;
  const start = async (): Promise<void> => {
    child = startChild({ command: program, parameters });
    await child.said(/Ready to accept connections/);
  };
  await start();
  return {
    port,
    async command(text) {
      const socket = connect(port, '127.0.0.1');
      socket.write(`${text}\r\n`);
      const [chunk] = (await once(socket, 'data')) as [Buffer];
      socket.destroy();
      return chunk.toString().trim();
    },
    async stop() {
      await child.stop();
    },
    start,
  };
}

function programPath(): string | null {
  const places = (process.env.PATH ?? '').split(delimiter).map((directory) => join(directory, 'redis-server'));
  return places.find((place) => existsSync(place)) ?? null;
}
