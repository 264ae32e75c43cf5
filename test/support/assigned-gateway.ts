import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AskOptions, ask, type GraphQLAnswer } from './ask.js';
import { readMetric } from './read-metric.js';

/** What a rollout says, as far as a test changes it. */
export interface TestAssignment {
  connector: string;
  stable: string;
  candidate: string;
  weight: number;
}

export interface AssignedGateway {
  url: string;
  /** Lets the rollouts be these from now on. */
  assign(assignments: readonly TestAssignment[]): void;
  /** Writes another configuration and has it read again; resolves with what became of it. */
  reload(configuration: object): Promise<{ reloaded?: number; later?: readonly string[]; refused?: string }>;
  ask(query: string, options?: AskOptions): Promise<GraphQLAnswer>;
  metric(name: string, labels?: Readonly<Record<string, string>>): Promise<number>;
  log(): string;
  close(): Promise<void>;
}

/** A gateway in a process of its own, which follows the rollouts that it is told. */
export async function startAssignedGateway(configuration: object): Promise<AssignedGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-assigned-'));
  const file = join(folder, 'selvedge.yaml');
  await writeFile(file, JSON.stringify(configuration));
  const child = fork(fileURLToPath(new URL('assigned-gateway-process.mjs', import.meta.url)), [file], {
    silent: true,
    execArgv: [],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (log += String(chunk)));
  const { url } = await said<{ url: string }>(child, () => log);
  let revision = 0;
  return {
    url,
    assign(assignments) {
      revision += 1;
      child.send({
        assignments: assignments.map((each) => ({
          rollout: `rollout of ${each.connector}`,
          revision,
          shadowShare: 0,
          stickyBy: 'client',
          writes: true,
          countedStep: null,
          ...each,
        })),
      });
    },
    async reload(next) {
      await writeFile(file, JSON.stringify(next));
      const answer = said<{ reloaded?: number; later?: readonly string[]; refused?: string }>(child, () => log);
      child.kill('SIGHUP');
      return answer;
    },
    ask: (query, options) => ask(url, query, options),
    metric: async (name, labels = {}) => readMetric(await (await fetch(`${url}/metrics`)).text(), name, labels),
    log: () => log,
    async close() {
      if (child.exitCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      await rm(folder, { recursive: true });
    },
  };
}

async function said<T>(child: ChildProcess, log: () => string): Promise<T> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The gateway ended with ${code}:\n${log()}`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return message as T;
}
