import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AskOptions, ask, type GraphQLAnswer } from './ask.js';
import { type Child, SELVEDGE, startChild } from './child-process.js';
import { readMetric } from './read-metric.js';

export interface GatewayOptions {
  /** A whole configuration; folders in it are absolute. */
  configuration: object;
  /** Where it is written to, and stays; default: a file that is gone once the gateway listens. */
  file?: string;
  /** Further parameters of `selvedge start`. */
  parameters?: readonly string[];
  /** Further options of Node, e.g. `--expose-gc`. */
  nodeOptions?: string;
  env?: Readonly<Record<string, string>>;
  onLine?: (line: string) => void;
}

export interface GatewayProcess {
  url: string;
  port: number;
  child: Child;
  ask(query: string, options?: AskOptions): Promise<GraphQLAnswer>;
  /** Sum of a metric's series that have these labels. */
  metric(name: string, labels?: Readonly<Record<string, string>>): Promise<number>;
}

/** A gateway in a process of its own, which runs what is built; resolves when it listens. */
export async function startGatewayProcess(options: GatewayOptions): Promise<GatewayProcess> {
  const { configuration, parameters = [], nodeOptions, env = {}, onLine = () => {} } = options;
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-gateway-'));
  const file = options.file ?? join(folder, 'selvedge.yaml');
  try {
    // JSON is YAML.
    await writeFile(file, JSON.stringify(configuration, null, 2));
    const child = startChild({
      command: process.execPath,
      parameters: [SELVEDGE, 'start', '--config', file, ...parameters],
      env: { ...(nodeOptions === undefined ? {} : { NODE_OPTIONS: nodeOptions }), ...env },
      onLine,
    });
    const [, url = '', port = ''] = await child.said(/GraphQL v2 +(http:\/\/127\.0\.0\.1:(\d+))\/v2\/graphql/);
    return {
      url,
      port: Number(port),
      child,
      ask: (query, asked) => ask(url, query, asked),
      metric: async (name, labels = {}) => readMetric(await (await fetch(`${url}/metrics`)).text(), name, labels),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
