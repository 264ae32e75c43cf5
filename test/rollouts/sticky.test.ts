import { hasPostgres, startPostgresServer } from '@selvedge/server/testing/postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../support/until.js';
import { adminOf, type ShownRollout } from './admin.js';
import { type Answered, ONE_PAGE } from './caller-load.js';
import { createRolloutBench, type RolloutBench } from './rollout-bench.js';
import { createUsers } from './users.js';

const USERS = 120;
const TOKEN = 'an-admin-token-of-32-characters-or-more';
/** Every process has heard of a change by then. */
const HEARD_MS = 1_000;

let bench: RolloutBench;
beforeEach(async () => {
  bench = await createRolloutBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

/** Users on the candidate between two changes of the rollout; throws for one who was on both versions. */
function onCandidate(answers: readonly Answered[], fromMs: number, toMs: number): ReadonlySet<number> {
  const versions = new Map<number, string>();
  for (const { caller, version, sentAtMs, answeredAtMs } of answers) {
    if (version === null || sentAtMs < fromMs + HEARD_MS || answeredAtMs > toMs) continue;
    const before = versions.get(caller) ?? version;
    if (before !== version) throw new Error(`User ${caller} had ${before}, and then ${version}.`);
    versions.set(caller, version);
  }
  expect(versions.size).toBe(USERS);
  return new Set([...versions].filter(([, version]) => version === '1.1.0').map(([user]) => user));
}

/** Times at which the weight changed, epoch milliseconds. */
function changesOf({ history }: ShownRollout): readonly number[] {
  const changed = history.filter(({ to }, at) => to.weight !== (history[at - 1]?.to.weight ?? 0));
  return changed.map(({ at }) => Date.parse(at));
}

async function staysOnItsVersion(store: object): Promise<void> {
  await bench.install({ version: '1.1.0' });
  const users = await createUsers(USERS, 'crm:read connectors:override');
  bench.defer(() => users.close());
  const start = () =>
    bench.startGateway({
      settings: { mode: 'development', store, issuers: [users.issuer] },
      env: { SELVEDGE_ADMIN_TOKEN: TOKEN },
    });
  let [one, two] = await Promise.all([start(), start()]);
  const load = bench.load({
    targets: [one.url, two.url],
    callers: USERS,
    rate: 150,
    headersOf: users.headersOf,
  });
  /** Everybody has asked every process. */
  const everybodyHasAsked = async () => {
    const asked = load.offered;
    await until('everybody has asked', async () => load.answers.length > asked + 3 * USERS);
  };
  const restart = async () => {
    load.ask([two.url]);
    await one.child.stop('SIGKILL');
    one = await start();
    load.ask([one.url, two.url]);
    await everybodyHasAsked();
    load.ask([one.url]);
    await two.child.stop('SIGKILL');
    two = await start();
    load.ask([one.url, two.url]);
  };
  const admin = () => adminOf(one.url, TOKEN);

  const endless = { leastRequests: 1_000_000, mostRequests: 1_000_000 };
  const steps = [{ weight: 20 }, { weight: 60 }];
  const { id } = await admin().start('hubspot', '1.1.0', { steps, stickyBy: 'USER', analysis: endless });
  await everybodyHasAsked();
  await restart();
  await everybodyHasAsked();
  await admin().commandNow('advance', id);
  await everybodyHasAsked();
  // A tester's wish holds for the one operation.
  const asked = { headers: { ...users.headersOf(0), 'selvedge-connector': 'hubspot=1.1.0' } };
  const wished = await Promise.all([one.ask(ONE_PAGE, asked), two.ask(ONE_PAGE, asked)]);
  expect(wished.map(({ data }) => data?.deals?.edges[0].node.source.version)).toEqual(['1.1.0', '1.1.0']);
  await restart();
  await everybodyHasAsked();
  await admin().commandNow('rollBack', id);
  await everybodyHasAsked();
  await load.stop();

  const [atTwenty = 0, atSixty = 0, atNone = 0, ...further] = changesOf(await admin().find(id));
  expect(further).toEqual([]);
  const first = onCandidate(load.answers, atTwenty, atSixty);
  const then = onCandidate(load.answers, atSixty, atNone);
  expect(first.size).toBeGreaterThan(5);
  expect(then.size).toBeGreaterThan(first.size + 10);
  expect([...first].filter((user) => !then.has(user))).toEqual([]);
  expect(onCandidate(load.answers, atNone, Number.POSITIVE_INFINITY).size).toBe(0);
}

describe('a user changes version by a raised weight, a wish or a rollback alone, over restarts and in every process', () => {
  it('with a store in a file', () => staysOnItsVersion({ file: bench.storeFile }), 120_000);

  it.skipIf(!hasPostgres)(
    'with a store in PostgreSQL',
    async () => {
      const postgres = await startPostgresServer();
      bench.defer(() => postgres.remove());
      await staysOnItsVersion({ databaseUrl: postgres.url });
    },
    120_000,
  );
});
