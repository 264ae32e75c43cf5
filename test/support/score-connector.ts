import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A vendor that scores people: `GET /score?id=1&id=2` answers `[{ id, value }]`, `GET /best` one of them. */
export interface ScoreVendor {
  url: string;
  /** Paths of the requests that came, query included. */
  requests: string[];
  /** Status of every answer to requests whose path begins so; none: all is well. */
  failing: { path: string; status: number } | null;
  close(): Promise<void>;
}

export async function startScoreVendor(): Promise<ScoreVendor> {
  const server = createServer(({ url = '/' }, response) => {
    vendor.requests.push(url);
    const { searchParams } = new URL(url, 'http://score');
    const failing = vendor.failing !== null && url.startsWith(vendor.failing.path);
    response.writeHead(failing ? vendor.failing!.status : 200, { 'content-type': 'application/json' });
    const scores = searchParams.getAll('id').map((id) => ({ id, value: id.length }));
    response.end(JSON.stringify(url.startsWith('/best') ? [{ id: 'best', value: 99 }] : scores));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const vendor: ScoreVendor = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    failing: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return vendor;
}

/** What every version of the connector adds, unless it is told otherwise. */
export const SCORE_GRAPH = /* GraphQL */ `
  extend type Query {
    scoreBest: ScoreEntry @capability(name: "score/best", scope: "crm:read")
  }
  extend type Contact {
    score: ScoreEntry @capability(name: "score/entry.byId", by: "id", anyVendor: true)
  }
  type ScoreEntry {
    id: ID
    value: Int
    source: Source
  }
`;

export interface ScoreVersion {
  version: string;
  graph?: string;
  /** Path that scores are read from; default `/score`. */
  path?: string;
  /** Whether it lacks `score/best`. */
  withoutBest?: boolean;
}

/** Writes versions of the connector `score` into a folder that a gateway can load from. */
export async function writeScoreConnector(versions: readonly ScoreVersion[]): Promise<{
  directory: string;
  remove(): Promise<void>;
}> {
  const directory = await mkdtemp(join(tmpdir(), 'selvedge-score-'));
  for (const each of versions) {
    const folder = join(directory, 'score', each.version);
    await mkdir(folder, { recursive: true });
    const packageJson = {
      name: '@acme/score',
      version: each.version,
      type: 'module',
      exports: './index.js',
      selvedge: { connector: 'score', gateway: '*', protocol: 1 },
    };
    await writeFile(join(folder, 'package.json'), JSON.stringify(packageJson));
    await writeFile(join(folder, 'index.js'), codeOf(each));
  }
  return { directory, remove: () => rm(directory, { recursive: true }) };
}

function codeOf({ graph = SCORE_GRAPH, path = '/score', withoutBest = false }: ScoreVersion): string {
  const best = `'score/best': {
    shape: 'record',
    maxBatch: 1,
    run: async (inputs, call) => [(await call.fetch({ path: '/best', answer: anything })).body[0]],
  },`;
  return `const anything = { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } };
export default {
  id: 'score',
  baseUrl: 'https://score.example',
  credential: { type: 'bearer' },
  classify: ({ status }) =>
    status < 400 ? null : { class: status < 500 ? 'invalid' : 'transient', message: 'Score answered ' + status + '.' },
  graph: ${JSON.stringify(graph)},
  capabilities: {
    ${withoutBest ? '' : best}
    'score/entry.byId': {
      shape: 'record',
      maxBatch: 50,
      async run(ids, call) {
        const { body } = await call.fetch({ path: ${JSON.stringify(path)}, query: { id: [...ids] }, answer: anything });
        return ids.map((id) => body.find((entry) => entry.id === id) ?? null);
      },
    },
  },
};
`;
}
