import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.js';

export interface GatewayProcess {
  readonly port: number;
  readonly url: string;
  /** Starts it on its port; resolves when it says that it listens. */
  start(): Promise<void>;
  /** Sends the signal and resolves to the exit code, null where the signal itself ended it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
  /** What it has written since it was started. */
  output(): string;
  close(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A gateway in a process of its own, over the vendors at `sandboxUrl`, with the built code. Not started yet. */
export async function gatewayProcess(sandboxUrl: string, server: object = {}): Promise<GatewayProcess> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-'));
  const file = join(folder, 'selvedge.yaml');
  await writeFile(
    file,
    JSON.stringify({
      mode: 'sandbox',
      // A machine that runs other tests beside this one is overloaded soon.
      server: { port, overload: { enabled: false }, ...server },
      connectors: { hubspot: { version: '^1.0.0' } },
      tenants: {
        default: {
          connections: {
            hubspot: {
              baseUrl: `${sandboxUrl}/hubspot`,
              credential: { type: 'token', token: 'pat-sandbox-default' },
            },
          },
        },
      },
    }),
  );
  let child: ChildProcess | null = null;
  let output = '';

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = child;
    const exit = new Promise<number | null>((resolve) => ended.once('exit', resolve));
    ended.kill(signal);
    return exit;
  }

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    start() {
      output = '';
      const started = spawn(process.execPath, ['server/bin/selvedge.mjs', 'start', '--config', file], { cwd: root });
      child = started;
      return new Promise((resolve, reject) => {
        const hear = (chunk: Buffer): void => {
          output += chunk;
          if (output.includes('Ctrl-C stops it')) resolve();
        };
        started.stdout.on('data', hear);
        started.stderr.on('data', hear);
        started.once('exit', (code) => reject(new Error(`The gateway ended with ${code}: ${output}`)));
      });
    },
    end,
    output: () => output,
    async close() {
      await end('SIGKILL');
      await rm(folder, { recursive: true });
    },
  };
}
