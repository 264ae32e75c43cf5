/**
 * The gateway's graph on a plain Apollo Server: `node graph-on-apollo-process.ts CONFIGURATION`, a file as the gateway takes
 * it. Same schema, resolvers, sources and credentials; none of the gateway's plugins, nothing compiled, Apollo's own HTTP.
 * With CACHE=1, Apollo's response cache for 60 seconds.
 */
import { readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { createRequire } from 'node:module';
import { parseConfiguration } from '@selvedge/server';
import { graphParts } from './graph-parts.ts';
import { invalidatingResponseCache } from './invalidating-response-cache.ts';

/** What is used of Apollo Server. */
interface Apollo {
  ApolloServer: new (options: { schema: unknown; plugins: readonly unknown[] }) => object;
}
interface Standalone {
  startStandaloneServer(
    server: object,
    options: {
      listen: { port: number; host: string };
      context: (call: { req: { headers: IncomingHttpHeaders } }) => Promise<object>;
    },
  ): Promise<unknown>;
}
interface CacheControl {
  /** `defaultMaxAge`: seconds. */
  ApolloServerPluginCacheControl(options: { defaultMaxAge: number }): unknown;
}
interface Answered {
  contextValue: { requestId: string; finish(): void };
  response: { http: { headers: Map<string, string> } };
}

// The schema and what executes it must be of one graphql package: the gateway's.
const require = createRequire(new URL('../../server/package.json', import.meta.url));
const { ApolloServer }: Apollo = require('@apollo/server');
const { startStandaloneServer }: Standalone = require('@apollo/server/standalone');
const { ApolloServerPluginCacheControl }: CacheControl = require('@apollo/server/plugin/cacheControl');

const [file = ''] = process.argv.slice(2);
const configuration = parseConfiguration(await readFile(file, 'utf8'), { file, env: {} });
const { schema, contextOf } = await graphParts(configuration);

/** Ends the operation's clock, and tells the request's id, as the gateway does. */
const finishing = {
  requestDidStart: async () => ({
    async willSendResponse({ contextValue, response }: Answered) {
      response.http.headers.set('x-request-id', contextValue.requestId);
      contextValue.finish();
    },
  }),
};

const caching =
  process.env.CACHE === '1'
    ? [ApolloServerPluginCacheControl({ defaultMaxAge: 60 }), ...invalidatingResponseCache()]
    : [];
await startStandaloneServer(new ApolloServer({ schema, plugins: [finishing, ...caching] }), {
  listen: { port: configuration.server.port, host: configuration.server.host },
  context: async ({ req: { headers } }) => contextOf({ headers, id: String(headers['x-request-id'] ?? 'none') }),
});
process.on('SIGTERM', () => process.exit(0));
