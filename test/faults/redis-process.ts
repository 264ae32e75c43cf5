import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { type Child, startChild } from '../support/child-process.js';
import { readReply } from './redis-reply.js';

export interface RedisProcess {
  port: number;
  /** Sends a command and resolves with Redis's reply: a text, null or a list; errors are texts too. */
  command(...parts: readonly string[]): Promise<unknown>;
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
    async command(...parts) {
      const socket = connect(port, '127.0.0.1');
      const bulk = (part: string): string => `$${Buffer.byteLength(part)}\r\n${part}\r\n`;
      socket.write(`*${parts.length}\r\n${parts.map(bulk).join('')}`);
      let bytes = Buffer.alloc(0);
      for await (const chunk of socket as AsyncIterable<Buffer>) {
        bytes = Buffer.concat([bytes, chunk]);
        const reply = readReply(bytes);
        if (reply !== null) return reply.value;
      }
      throw new Error(`Expected a reply to ${parts[0]}, but Redis ended the connection.`);
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
