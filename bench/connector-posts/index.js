import { alignToKeys, defineConnector, oneByOne } from '@selvedge/connector-api';
import { z } from 'zod';

const posts = z.array(z.object({ id: z.int(), userId: z.int(), title: z.string(), body: z.string() }));
const users = z.array(
  z.object({
    id: z.int(),
    name: z.string(),
    username: z.string(),
    email: z.string(),
    phone: z.string(),
    website: z.string(),
  }),
);

/** Posts and their authors as JSONPlaceholder has them (https://jsonplaceholder.typicode.com), for the benchmark. */
export default defineConnector({
  id: 'posts',
  baseUrl: 'https://jsonplaceholder.typicode.com',
  credential: { type: 'bearer' },
  concurrency: 256,
  classify,
  graph: /* GraphQL */ `
    extend type Query {
      posts: [PostsPost] @capability(name: "posts/all", scope: "crm:read", size: 100)
      postsGreeting: String @capability(name: "posts/greeting", scope: "crm:read")
    }

    type PostsPost {
      id: Int!
      userId: Int!
      title: String
      body: String
      user: PostsUser @capability(name: "posts/user.byId", by: "userId")
    }

    type PostsUser {
      id: Int!
      name: String
      username: String
      email: String
      phone: String
      website: String
    }
  `,
  capabilities: {
    'posts/all': {
      maxBatch: 1,
      run: oneByOne(async (_, call) => (await call.fetch({ path: '/posts', answer: posts })).body),
    },
    'posts/user.byId': {
      maxBatch: 100,
      async run(ids, call) {
        const { body } = await call.fetch({ path: '/users', query: { id: ids.map(String) }, answer: users });
        return alignToKeys(ids, body, ({ id }) => id);
      },
    },
    'posts/greeting': {
      maxBatch: 1_000,
      callsPerBatch: () => 0,
      run: async (inputs) => inputs.map(() => 'Hello World!'),
    },
  },
});

/** What an answer means; bodies may be anything, a proxy's page included. */
function classify({ status }) {
  if (status < 400) return null;
  const message = `The posts' server answered ${status}.`;
  if (status === 401) return { class: 'reauthenticate', message };
  if (status === 429) return { class: 'throttled', message };
  return { class: status < 500 ? 'invalid' : 'transient', message };
}
