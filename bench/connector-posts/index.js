import { alignToKeys, defineConnector, oneByOne } from '@selvedge/connector-api';

/**
 * A list of objects of one kind, as a Standard Schema: a check by hand, which copies nothing. Where an answer is not in the
 * way of a benchmark, a library such as zod says more and is easier to keep.
 */
function listOf(isOne, expected) {
  return {
    '~standard': {
      version: 1,
      vendor: 'posts',
      validate(value) {
        if (!Array.isArray(value)) return { issues: [{ message: 'expected a list' }] };
        for (let at = 0; at < value.length; at += 1) {
          if (!isOne(value[at])) return { issues: [{ message: `expected ${expected}`, path: [at] }] };
        }
        return { value };
      },
    },
  };
}

const isText = (value) => typeof value === 'string';
const isNumber = (value) => typeof value === 'number';

const posts = listOf(
  (each) => isNumber(each?.id) && isNumber(each.userId) && isText(each.title) && isText(each.body),
  '{ id: number, userId: number, title: string, body: string }',
);
const users = listOf(
  (each) =>
    isNumber(each?.id) && isText(each.name) && isText(each.username) && isText(each.email) && isText(each.phone),
  '{ id: number, name: string, username: string, email: string, phone: string }',
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
