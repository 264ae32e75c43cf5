import fastify from 'fastify';
import mercurius from 'mercurius';
import mercuriusCacheModule from 'mercurius-cache';
import { cached, GREETING, type Post, port, readPosts, readUsers, typeDefs } from './upstream.js';

// CommonJS whose types say that it is an ES module.
const mercuriusCache = mercuriusCacheModule as unknown as typeof mercuriusCacheModule.default;

const app = fastify();
await app.register(mercurius, {
  schema: typeDefs,
  jit: 1,
  path: '/',
  resolvers: { Query: { greet: () => GREETING, posts: () => readPosts() } },
  loaders: {
    Post: {
      user: {
        async loader(queries: { obj: Post }[]) {
          const ids = [...new Set(queries.map(({ obj }) => obj.userId))];
          const users = await readUsers(ids);
          const byId = new Map(ids.map((id, at) => [id, users[at]]));
          return queries.map(({ obj }) => byId.get(obj.userId));
        },
        opts: { cache: false },
      },
    },
  },
});
// Query.posts alone: with `all`, the users of posts would be kept one by one, which is slower.
if (cached) await app.register(mercuriusCache, { ttl: 60, policy: { Query: { posts: true } } });
await app.listen({ port, host: '127.0.0.1' });
