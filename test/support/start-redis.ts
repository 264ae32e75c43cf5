import { connect } from 'node:net';
import { partPath } from '#system-parts';
import { type Child, startChild } from './child-process.js';
import { freePort } from './free-port.js';
import { readReply } from './redis-reply.js';

export interface Redis {
  readonly port: number;
  readonly url: string;
  /** Sends a command and resolves with Redis's reply: a text, null or a list; errors are texts too. */
  command(...parts: readonly string[]): Promise<unknown>;
  /** Ends the process; what it held is lost. */
  stop(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>;
}

/** Whether this machine has a Redis to start. */
export const hasRedis = partPath('redis') !== null;

/** An empty Redis of its own that keeps nothing on disk. */
export async function startRedis(): Promise<Redis> {
  const program = partPath('redis');
  if (program === null)
    throw new Error('Expected redis-server on this machine; on Debian: apt-get install redis-server.');
  const port = await freePort();
  const parameters = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  let child: Child;
  const start = async (): Promise<void> => {
    child = startChild({ command: program, parameters });
    await child.said(/Ready to accept connections/);
  };
  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
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
