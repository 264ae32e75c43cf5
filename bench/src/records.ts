import type { PostsQuery } from './queries.ts';

/** A post as the upstream tells it. */
export interface Post {
  userId: number;
  id: number;
  title: string;
  body: string;
}

/** A user as the upstream tells it. */
export interface User {
  id: number;
  name: string;
  username: string;
  email: string;
  phone: string;
  website: string;
}

const SENTENCE =
  'et nostrum autem quia voluptas dolorem sit amet velit rerum ipsa natus laborum ut enim minus fuga porro aliquid magnam';

/** Ten users, of ids 1 to 10; about 180 bytes of JSON each. */
export const users: readonly User[] = Array.from({ length: 10 }, (_, at) => ({
  id: at + 1,
  name: `Clementine Bauch ${at + 1}`,
  username: `clementine.${at + 1}`,
  email: `clementine.${at + 1}@posts.example`,
  phone: `1-463-555-01${at + 10}`,
  website: `clementine-${at + 1}.example`,
}));

/** A hundred posts, ten of each user in turn; about 25 kB of JSON together. */
export const posts: readonly Post[] = Array.from({ length: 100 }, (_, at) => ({
  userId: Math.floor(at / 10) + 1,
  id: at + 1,
  title: `voluptatem rerum aperiam nesciunt soluta ${at + 1}`,
  body: `${SENTENCE} ${SENTENCE.slice(0, 40)} ${at + 1}`,
}));

export const GREETING = 'Hello World!';

/** The `data` that every contender must answer. */
export function expectedData(query: PostsQuery): unknown {
  if (query === 'Q1') return { greet: GREETING };
  if (query === 'Q2') return { posts: posts.map(({ id, title }) => ({ id, title })) };
  return {
    posts: posts.map(({ id, title, userId }) => {
      const { name, email } = users[userId - 1]!;
      return { id, title, user: { id: userId, name, email } };
    }),
  };
}

/** Ids are ID in one contender's schema and Int in another's: both are compared as text. */
export function withTextIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTextIds);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [name, name === 'id' ? String(held) : withTextIds(held)]),
  );
}
