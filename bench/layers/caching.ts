import { bench, do_not_optimize, group } from 'mitata';
import { cached, cacheKey, createCacheStore, createEdgeStore, tagKey } from '../../server/dist/caching/index.js';
import { createEdge, type EdgeKey, type KeptAnswer } from '../../server/dist/operation/edge/index.js';
import { createMetrics } from '../../server/dist/telemetry/index.js';
import { QUERY_TEXTS } from '../src/queries.ts';
import { expectedData } from '../src/records.ts';
import { CALL, CALLER } from './caller.ts';
import { ORIGIN, readySource } from './ready-versions.ts';

const SCOPE = { connector: 'posts', version: '1.0.0', connection: 'default/posts', generation: 'benchmark' };
const HOUR_MS = 3_600_000;

/** A hit in process, of one input and of ten; its key; and a ready answer from the edge. */
export async function addCaching(): Promise<void> {
  const metrics = createMetrics();
  const now = Date.now;
  const store = await createCacheStore({ maxEntries: 10_000, maxBytes: 2 ** 28, redis: null, metrics, now });
  const users = cached(readySource<'posts/user.byId'>(), {
    capability: 'posts/user.byId',
    scope: SCOPE,
    policy: { freshForMs: HOUR_MS, staleWhileRevalidateMs: 0, staleIfErrorMs: 0 },
    deadlineMs: 1_000,
    store,
    metrics,
    now,
  });
  const ten = Array.from({ length: 10 }, (_, at) => at + 1);
  await users(ten, CALL);

  const edge = createEdge({
    major: 2,
    store: createEdgeStore<KeptAnswer>({ store, maxBytes: 2 ** 28, now }),
    callerOf: () => CALLER,
    versionsFor: () => '',
    metrics,
    now,
  });
  const [headers, body] = [{ accept: 'application/json' }, JSON.stringify({ query: QUERY_TEXTS.Q4 })];
  const key = (await edge.keyOf(headers, body)) as EdgeKey;
  const answer = { headers: {}, body: JSON.stringify({ data: expectedData('Q4') }) };
  const life = {
    fetchedAt: now(),
    expiresAt: now() + HOUR_MS,
    marks: ten.map((id) => tagKey(SCOPE, `posts/user:${id}`)),
  };
  edge.keep(key, answer, { observe: () => {}, refuse: () => {}, deprecated: [], life: () => life });
  if ((await edge.find(key)) === null) throw new Error('Expected the edge to keep a whole answer, but it has none');

  group('caches', () => {
    bench('cache key of an id', () => do_not_optimize(cacheKey(SCOPE, 'posts/user.byId', undefined, 7)));
    bench('cache key of a query', () =>
      do_not_optimize(
        cacheKey(SCOPE, 'contact.list', 'names', { first: 50, after: null, filter: { email: ORIGIN.version } }),
      ),
    );
    bench('cache hit of 1', async () => do_not_optimize(await users([7], CALL)));
    bench('cache hit of 10', async () => do_not_optimize(await users(ten, CALL)));
    bench('edge: key of a request', async () => do_not_optimize(await edge.keyOf(headers, body)));
    bench('edge: hit of Q4', async () => do_not_optimize(await edge.find(key)));
  });
}
