import type { IncomingHttpHeaders } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import type { Direct, Edge } from '../operation/index.js';
import type { Holds, StopSignal } from '../ports/index.js';
import type { CallerContext } from './answer-notes.js';

/** One major of the graph and where it is served. */
export interface GraphEndpoint<C extends CallerContext> {
  major: number;
  /** ISO 8601 date after which it may be gone; null while it is the newest. */
  sunset: string | null;
  /** Absolute paths, e.g. `/v2/graphql`. */
  paths: readonly string[];
  /** What answers a request that comes now; it answers that one to its end, also when the next gets another. */
  service(): GraphService<C>;
}

/** What answers the requests of one endpoint. */
export interface GraphService<C extends CallerContext> {
  /** Started, with the plugin of the HTTP server's notes. */
  server: ApolloServer<C>;
  /** Answers what the server need not look at; null where it looks at everything. */
  direct: Direct<C> | null;
  /** Whole answers that are kept ready; null where none are. */
  edge: Edge | null;
  /**
   * Makes the context of one request; the signal is aborted when the caller goes away.
   * Rejects with AuthenticationError or IssuerUnavailableError when nobody can say who is calling.
   */
  context(request: { headers: IncomingHttpHeaders; id: string }, signal: StopSignal): Promise<C>;
  /** Held by every request from its beginning to its answer. */
  holds: Holds;
}
