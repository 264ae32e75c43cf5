import { writeFile } from 'node:fs/promises';
import { type Child, SELVEDGE, startChild } from './child-process.js';
import { readMetric } from './metrics.js';

export interface GatewayOptions {
  /** A whole configuration; JSON is YAML. */
  configuration: object;
  /** Where the configuration is written. */
  file: string;
  /** Further options of Node, e.g. `--expose-gc`. */
  nodeOptions?: string;
  env?: Readonly<Record<string, string>>;
  onLine?: (line: string) => void;
}

export interface Answer {
  /** HTTP status. */
  status: number;
  headers: Headers;
  // A row looks into whatever its operation selected.
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the operation's
  data: any;
  /** `extensions.code` of every error. */
  codes: readonly string[];
  errors: readonly { message: string; path?: readonly (string | number)[]; extensions: Record<string, unknown> }[];
  /** `extensions.freshness`: what was not fresh. */
  freshness: readonly { path: readonly (string | number)[]; connector: string }[];
  elapsedMs: number;
}

export interface GatewayProcess {
  url: string;
  port: number;
  child: Child;
  ask(query: string, variables?: Readonly<Record<string, unknown>>, headers?: Record<string, string>): Promise<Answer>;
  /** Sum of a metric's series that have these labels. */
  metric(name: string, labels?: Readonly<Record<string, string>>): Promise<number>;
  /** Resident memory, bytes. */
  residentBytes(): Promise<number>;
}

/** Starts `selvedge start` with a configuration of its own; resolves when it listens. */
export async function startGatewayProcess(options: GatewayOptions): Promise<GatewayProcess> {
  await writeFile(options.file, JSON.stringify(options.configuration, null, 2));
  const child = startChild({
    command: process.execPath,
    parameters: [SELVEDGE, 'start', '--config', options.file],
    env: { ...(options.nodeOptions === undefined ? {} : { NODE_OPTIONS: options.nodeOptions }), ...options.env },
    ...(options.onLine === undefined ? {} : { onLine: options.onLine }),
  });
  const [, url = '', port = ''] = await child.said(/GraphQL v2 +(http:\/\/127\.0\.0\.1:(\d+))\/v2\/graphql/);
  const metricsText = async (): Promise<string> => (await fetch(`${url}/metrics`)).text();
  return {
    url,
    port: Number(port),
    child,
    ask: (query, variables = {}, headers = {}) => ask(`${url}/v2/graphql`, query, variables, headers),
    metric: async (name, labels = {}) => readMetric(await metricsText(), name, labels),
    residentBytes: async () => readMetric(await metricsText(), 'process_resident_memory_bytes', {}),
  };
}

async function ask(
  endpoint: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const startedAt = performance.now();
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as Partial<Pick<Answer, 'data' | 'errors'>> & {
    extensions?: Partial<Pick<Answer, 'freshness'>>;
  };
  const errors = body.errors ?? [];
  return {
    status: response.status,
    headers: response.headers,
    data: body.data,
    errors,
    codes: errors.map(({ extensions }) => String(extensions?.code)),
    freshness: body.extensions?.freshness ?? [],
    elapsedMs: performance.now() - startedAt,
  };
}
