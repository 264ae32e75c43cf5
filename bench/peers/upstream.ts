import DataLoader from 'dataloader';
import { Pool } from 'undici';

/** What the harness tells a peer through its environment. */
export const port = Number(process.env.PORT);
export const cached = process.env.CACHE === '1';
const origin = process.env.UPSTREAM ?? '';

export interface Post {
  userId: number;
  id: number;
  title: string;
  body: string;
}

export interface User {
  id: number;
  name: string;
  username: string;
  email: string;
  phone?: string;
  website?: string;
}

export const GREETING = 'Hello World!';

export const typeDefs = /* GraphQL */ `
  type Query {
    greet: String!
    posts: [Post!]!
  }
  type Post {
    id: Int!
    userId: Int!
    title: String!
    body: String!
    user: User
  }
  type User {
    id: Int!
    name: String!
    username: String!
    email: String!
    phone: String
    website: String
  }
`;

/** Reads with what Node users reach for first, or with undici's pool where the harness asks for it. */
const pool =
  process.env.CLIENT === 'pool' ? new Pool(origin, { connections: Number(process.env.POOL_SIZE ?? 64) }) : undefined;

async function get<T>(path: string): Promise<T> {
  if (!pool) return (await fetch(origin + path)).json() as Promise<T>;
  const { body } = await pool.request({ path, method: 'GET' });
  return body.json() as Promise<T>;
}

export const readPosts = () => get<Post[]>('/posts');

/** Users in the order of the ids. */
export async function readUsers(ids: readonly number[]): Promise<(User | null)[]> {
  const found = await get<User[]>(`/users?${ids.map((id) => `id=${id}`).join('&')}`);
  const byId = new Map(found.map((user) => [user.id, user]));
  return ids.map((id) => byId.get(id) ?? null);
}

export interface Context {
  users?: DataLoader<number, User | null>;
}

/** The user of a post through the loader of this request. */
export function userOf(post: Post, context: Context): Promise<User | null> {
  context.users ??= new DataLoader(readUsers);
  return context.users.load(post.userId);
}

export const resolvers = {
  Query: { greet: () => GREETING, posts: () => readPosts() },
  Post: { user: (post: Post, _arguments: unknown, context: Context) => userOf(post, context) },
};

process.on('SIGTERM', () => process.exit(0));
