import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GatewayProcess, startGatewayProcess } from './start-gateway-process.js';

export interface WorkerGateway extends GatewayProcess {
  /** The workers that have begun to serve, oldest first. */
  readonly begun: readonly { worker: number; pid: number }[];
  /** Numbers of the workers that have answered operations, one an answer. */
  readonly answeredBy: readonly number[];
  /** Asks over a connection of its own, so that the next worker in turn answers. */
  askNext: GatewayProcess['ask'];
  /** Writes other text where the configuration is. */
  rewrite(text: string): Promise<void>;
  close(): Promise<void>;
}

/** A gateway of several worker processes. */
export async function startWorkerGateway(
  configuration: object,
  { workers, onLine }: { workers: number; onLine?: (line: string) => void },
): Promise<WorkerGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-workers-'));
  const file = join(folder, 'selvedge.yaml');
  const begun: { worker: number; pid: number }[] = [];
  const answeredBy: number[] = [];
  const hear = (line: string): void => {
    onLine?.(line);
    if (!line.startsWith('{')) return;
    const event = JSON.parse(line) as { msg: string; worker: number; pid: number; path?: string };
    if (event.msg === 'a worker serves') begun.push({ worker: event.worker, pid: event.pid });
    if (event.msg === 'request' && event.path === '/v2/graphql') answeredBy.push(event.worker);
  };
  const gateway = await startGatewayProcess({
    configuration,
    file,
    parameters: ['--workers', String(workers)],
    onLine: hear,
  });
  return {
    ...gateway,
    begun,
    answeredBy,
    askNext: (query, asked = {}) =>
      gateway.ask(query, { ...asked, headers: { ...asked.headers, connection: 'close' } }),
    rewrite: (text) => writeFile(file, text),
    async close() {
      await gateway.child.stop('SIGKILL');
      await rm(folder, { recursive: true });
    },
  };
}
