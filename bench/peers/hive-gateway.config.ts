import { defineConfig } from '@graphql-hive/gateway';

export const gatewayConfig = defineConfig({
  graphqlEndpoint: '/graphql',
  landingPage: false,
  graphiql: false,
  logging: false,
  additionalResolvers: { Query: { greet: () => 'Hello World!' } },
  ...(process.env.CACHE === '1' ? { responseCaching: { session: () => null, ttl: 60_000 } } : {}),
});
