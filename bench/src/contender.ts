import type { Query } from './queries.ts';

/** What a contender is started with. */
export interface Place {
  port: number;
  graph: GraphName;
  /** Of the upstream, without a slash at its end. */
  upstream: string;
  /** A folder that is gone afterwards. */
  folder: string;
  connections: number;
  cached: boolean;
}

/** How a contender runs at its place. */
export interface Launch {
  command: readonly string[];
  env?: Readonly<Record<string, string>>;
  cwd?: string;
  /** Where it answers GraphQL; `/` unless told. */
  path?: string;
  headers?: Readonly<Record<string, string>>;
  /** The query in its own terms; {@link QUERY_TEXTS} unless told. */
  textOf?: (query: Query) => string;
}

export interface Contender {
  /** Unique, as it stands in tables. */
  name: string;
  kind: 'ours' | 'peer' | 'floor';
  /** Whether it runs with its cache on. */
  cached: boolean;
  /** The rows it takes part in. */
  rows: readonly RowName[];
  launch(place: Place): Promise<Launch> | Launch;
}

/** Posts and users of the REST service, or the marketing graph over the local vendors. */
export type GraphName = 'posts' | 'marketing';

export type RowName = Query | 'Q3-20ms' | 'mixed';
