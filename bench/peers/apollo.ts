import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControl } from '@apollo/server/plugin/cacheControl';
import { startStandaloneServer } from '@apollo/server/standalone';
import cachePlugin from '@apollo/server-plugin-response-cache';
import { type Context, cached, port, resolvers, typeDefs } from './upstream.js';

// Both packages are CommonJS with a default export in them, which TypeScript and Node see differently.
const responseCache = (cachePlugin as unknown as { default?: typeof cachePlugin }).default ?? cachePlugin;

const server = new ApolloServer<Context>({
  typeDefs,
  resolvers,
  plugins: cached ? [ApolloServerPluginCacheControl({ defaultMaxAge: 60 }), (responseCache as () => never)()] : [],
});
await startStandaloneServer(server, { listen: { port, host: '127.0.0.1' }, context: async () => ({}) });
