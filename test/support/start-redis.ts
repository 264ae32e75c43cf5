import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { partPath } from '../system-parts.mjs';
import { freePort } from './free-port.js';

/** Whether this machine has a Redis to run. */
export const hasRedis = partPath('redis') !== null;

export interface Redis {
  readonly port: number;
  readonly url: string;
  /** Sends one command as a line, e.g. `CONFIG SET maxmemory 1mb`; its answer as Redis writes it, without the last OK. */
  command(text: string): Promise<string>;
  /** Ends the process; what it held is lost. */
  stop(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>;
}

/** An empty Redis of its own that keeps nothing on disk. */
export async function startRedis(): Promise<Redis> {
  const port = await freePort();
  let child = await run(port);
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    command: (text) => send(port, text),
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await gone;
    },
    async start() {
      child = await run(port);
    },
  };
}

function run(port: number): Promise<ChildProcess> {
  const program = partPath('redis') as string;
  const child = spawn(program, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Ready to accept connections')) resolve(child);
    });
  });
}

/** Redis takes commands as plain lines too, and closes after QUIT. */
function send(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer.replace(/\+OK\r\n$/, '').trim()));
    socket.end(`${text}\r\nQUIT\r\n`);
  });
}
