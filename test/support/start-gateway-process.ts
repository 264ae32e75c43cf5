import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface GatewayProcess {
  url: string;
  child: ChildProcess;
  /** Ends it with a signal; default SIGTERM. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A built gateway in a process of its own, with this configuration. */
export async function startGatewayProcess(configuration: object): Promise<GatewayProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'selvedge-'));
  const file = join(directory, 'selvedge.yaml');
  await writeFile(file, JSON.stringify(configuration));
  const child = spawn(process.execPath, ['server/bin/selvedge.mjs', 'start', '--config', file], { cwd: root });
  const exit = new Promise((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
      if (found !== null) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(`The gateway did not start: ${output}`)));
  });
  await rm(directory, { recursive: true });
  return {
    url,
    child,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await exit;
    },
  };
}
