import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** A process that is bound to one core, or to none. */
export interface PinnedProcess extends AsyncDisposable {
  readonly pid: number;
  /** What it has printed last, at most 4,000 characters. */
  readonly printed: string;
  readonly hasEnded: boolean;
}

export interface PinnedOptions {
  /** Null: wherever the system puts it. */
  core: number | null;
  cwd?: string;
  env?: Readonly<Record<string, string>>;
}

/** Starts a command that ends with its handle: asked first, ended after three seconds. */
export function startPinned(command: readonly string[], { core, cwd, env = {} }: PinnedOptions): PinnedProcess {
  const [program = '', ...parameters] = core === null ? command : ['taskset', '-c', String(core), ...command];
  const child = spawn(program, parameters, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...env },
  });
  let printed = '';
  const keep = (chunk: Buffer) => {
    printed = (printed + chunk).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', (error) => keep(Buffer.from(error.message)));
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  return {
    pid: child.pid ?? 0,
    get printed() {
      return printed;
    },
    get hasEnded() {
      return ended(child);
    },
    async [Symbol.asyncDispose]() {
      process.off('exit', end);
      if (ended(child)) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const impatience = setTimeout(end, 3000);
      await gone;
      clearTimeout(impatience);
    },
  };
}

function ended(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

/** A port on loopback that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('Expected a port of the system');
  return address.port;
}
