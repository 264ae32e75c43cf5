import { alignToKeys, defineConnector, oneByOne } from '@selvedge/connector-api';

/**
 * A list of objects whose members have these types, as a Standard Schema: a check by hand, which copies nothing. Where an
 * answer is not in the way of a benchmark, a library such as zod says more and is easier to keep.
 */
function listOf(members) {
  const entries = Object.entries(members);
  const isOne = (item) =>
    typeof item === 'object' && item !== null && entries.every(([name, type]) => typeof item[name] === type);
  return {
    '~standard': {
      version: 1,
      vendor: 'posts',
      validate(value) {
        if (!Array.isArray(value)) return { issues: [{ message: 'expected a list' }] };
        const at = value.findIndex((item) => !isOne(item));
        if (at === -1) return { value };
        const expected = entries.map(([name, type]) => `${name}: ${type}`).join(', ');
        return { issues: [{ message: `expected { ${expected} }`, path: [at] }] };
      },
    },
  };
}

const posts = listOf({ id: 'number', userId: 'number', title: 'string', body: 'string' });
const users = listOf({ id: 'number', name: 'string', username: 'string', email: 'string', phone: 'string' });

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
