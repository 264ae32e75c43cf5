import { createClient } from 'graphql-sse';
import { expect, it, vi } from 'vitest';
import { HOLDING } from '../admin/admin-sources.fixture.js';
import {
  type AdminAnswer,
  AUTHORISED,
  askAdmin,
  type ServedAdmin,
  serveAdmin,
  startedRollout,
} from './admin-server.fixture.js';

const WATCH =
  'subscription ($id: ID!) { rolloutWatched(id: $id) { rollout { revision standing { state } } evidence { hold } } }';

function watch({ path }: ServedAdmin, id: string) {
  const client = createClient({ url: path, headers: AUTHORISED, retryAttempts: 0 });
  return client.iterate<{ rolloutWatched: object }>({ query: WATCH, variables: { id } });
}

it('hides what went wrong inside, and logs it under the reference it gives', async () => {
  const served = await serveAdmin();
  served.sources.quotas = () => Promise.reject(new Error('secret detail'));
  const { body } = await askAdmin(served, '{ quotas { used } }');
  expect(JSON.stringify(body)).not.toContain('secret detail');
  expect(served.log.join()).toContain(String(body.errors?.[0]?.extensions.reference));
  served.control.find = () => Promise.reject(new Error('secret detail'));
  const first: unknown = (await watch(served, 'r1').next()).value;
  expect(first).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
  expect(JSON.stringify(first)).not.toContain('secret detail');
});

it('streams a rollout at each change to a client of GraphQL over SSE', async () => {
  const served = await serveAdmin();
  const id = await startedRollout(served);
  const moments = watch(served, id);
  expect((await moments.next()).value).toMatchObject({
    data: { rolloutWatched: { rollout: { revision: 1, standing: { state: 'SHADOWING' } }, evidence: null } },
  });
  served.control.become(id, { is: 'stepping', step: 2, sinceMs: 1, slowAfterMs: null }, HOLDING);
  expect((await moments.next()).value).toMatchObject({
    data: { rolloutWatched: { rollout: { revision: 2 }, evidence: { hold: 'too-little-traffic' } } },
  });
  expect((await served.metrics.render()).body).toContain('selvedge_admin_watching 1');
  await moments.return?.();
});

it('lets go of the rollout when the client goes away, though nothing changes', async () => {
  const served = await serveAdmin();
  const id = await startedRollout(served);
  const moments = watch(served, id);
  await moments.next();
  expect(served.control.watching).toBe(1);
  await moments.return?.();
  await vi.waitFor(async () => expect((await served.metrics.render()).body).toContain('selvedge_admin_watching 0'));
  // The source hears of it at its next breath, and has nobody to tell any more.
  served.control.become(id, { is: 'promoting', sinceMs: 1, slowAfterMs: null });
  await vi.waitFor(() => expect(served.control).toMatchObject({ watching: 0, watchersEnded: 1 }));
});

it('asks the rollout for no more than a client takes', async () => {
  const served = await serveAdmin();
  const id = await startedRollout(served);
  let told = 0;
  served.control.watch = async function* () {
    for (;;) {
      told += 1;
      const rollout = served.control.rollouts.get(id)!;
      yield { rollout: { ...rollout, candidate: 'x'.repeat(64 * 1024) }, decision: null };
    }
  };
  const controller = new AbortController();
  const response = await fetch(served.path, {
    method: 'POST',
    body: JSON.stringify({
      query: 'subscription ($id: ID!) { rolloutWatched(id: $id) { rollout { candidate } } }',
      variables: { id },
    }),
    headers: { ...AUTHORISED, 'content-type': 'application/json', accept: 'text/event-stream' },
    signal: controller.signal,
  });
  const reader = response.body!.getReader();
  await reader.read();
  await vi.waitFor(async () => {
    const before = told;
    for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate);
    expect(told).toBe(before);
  });
  expect(told).toBeLessThan(1_000);
  controller.abort();
});

it('ends streams with the gateway, and tells them that they are complete', async () => {
  const served = await serveAdmin({ drainMs: 5_000 });
  const id = await startedRollout(served);
  const moments = watch(served, id);
  await moments.next();
  const closed = served.http.close();
  expect(await moments.next()).toMatchObject({ done: true });
  await closed;
});

it.each([
  ['an unknown rollout', WATCH, { id: 'nope' }, 'ROLLOUT_NOT_FOUND'],
  ['an interval that is too short', WATCH.replace('id: $id', 'id: $id, everyMs: 1'), {}, 'BAD_USER_INPUT'],
  ['a variable of the wrong type', WATCH, { id: { a: 1 } }, 'BAD_USER_INPUT'],
  ['text that is no operation', '{ rollouts', {}, 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', WATCH.replace('hold', 'hlod'), {}, 'GRAPHQL_VALIDATION_FAILED'],
])('tells what is wrong with a stream as its only event: %s', async (_, query, variables, code) => {
  const served = await serveAdmin();
  const id = await startedRollout(served);
  const client = createClient({ url: served.path, headers: AUTHORISED, retryAttempts: 0 });
  const results = client.iterate({ query, variables: { id, ...variables } });
  const first: unknown = (await results.next()).value;
  expect((first as AdminAnswer).errors?.[0]?.extensions?.code).toBe(code);
  expect((await results.next()).done).toBe(true);
});
