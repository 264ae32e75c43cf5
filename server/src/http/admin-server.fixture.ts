import { afterEach } from 'vitest';
import { type AdminFixture, adminFixture, TOKEN } from '../admin/admin-sources.fixture.js';
import type { HttpServer } from './create-http-server.js';
import { type RunOptions, runServer } from './running-server.fixture.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

export interface ServedAdmin extends AdminFixture {
  /** Of the gateway. */
  url: string;
  /** Of the admin endpoint. */
  path: string;
  http: HttpServer;
}

export const AUTHORISED = { authorization: `Bearer ${TOKEN}` };

/** A server with the admin endpoint over rollouts in memory, until the test is over. */
export async function serveAdmin(options: RunOptions = {}, fixture?: AdminFixture): Promise<ServedAdmin> {
  const made = fixture ?? (await adminFixture());
  const { http, url } = await runServer({ ...options, metrics: made.metrics, admin: made.endpoint });
  closers.push(() => http.close());
  return { ...made, url, path: `${url}/admin/graphql`, http };
}

export interface AdminAnswer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions: Record<string, unknown> }[];
}

/** Asks as an admin does, unless other headers are given. */
export async function askAdmin(
  { path }: Pick<ServedAdmin, 'path'>,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = AUTHORISED,
) {
  const response = await fetch(path, {
    method: 'POST',
    body: JSON.stringify({ query, variables }),
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as AdminAnswer };
}

export const START =
  'mutation ($key: String!) { startRollout(connector: "hubspot", candidate: "^2", idempotencyKey: $key) { id revision } }';

/** Id of a rollout of hubspot to 2.1.0 that has begun. */
export async function startedRollout(served: ServedAdmin): Promise<string> {
  const { body } = await askAdmin(served, START, { key: 'k-start' });
  const { startRollout } = body.data as { startRollout: { id: string } };
  return startRollout.id;
}
