import { createServer } from 'node:http';
import { useGraphQlJit } from '@envelop/graphql-jit';
import { useResponseCache } from '@graphql-yoga/plugin-response-cache';
import { createSchema, createYoga } from 'graphql-yoga';
import { type Context, cached, port, resolvers, typeDefs } from './upstream.js';

const yoga = createYoga<object, Context>({
  schema: createSchema<Context>({ typeDefs, resolvers }),
  plugins: [useGraphQlJit(), ...(cached ? [useResponseCache({ session: () => null, ttl: 60_000 })] : [])],
  logging: false,
  landingPage: false,
  graphiql: false,
  graphqlEndpoint: '/',
});
createServer(yoga).listen(port, '127.0.0.1');
