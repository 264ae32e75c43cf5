import { hasPostgres, startPostgresServer } from '@selvedge/server/testing/postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GatewayProcess } from '../support/start-gateway-process.js';
import { until } from '../support/until.js';
import { type AdminCommand, adminOf, type ShownRollout } from './admin.js';
import { createRolloutBench, type RolloutBench } from './rollout-bench.js';
import { untilRollout } from './scenario.js';
import { openFileBeside, openPostgresBeside, type StoreBeside } from './store-beside.js';
import { usualWeather } from './vendor-weather.js';

const TAKEOVER_MS = 5_000;

let bench: RolloutBench;
beforeEach(async () => {
  bench = await createRolloutBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

/** Kills whoever decides in each state. `location`: of the store, for the configuration. */
async function takesOver(location: object, openBeside: () => StoreBeside): Promise<void> {
  await bench.install({ version: '1.1.0' });
  await usualWeather(bench.vendors, 0.07);
  const start = () => bench.startGateway({ settings: { store: location } });
  let deciding = await start();
  const store = openBeside();
  bench.defer(() => store.close());
  await until('the first one decides', async () => (await store.decider()) !== null);
  let other = await start();
  const load = bench.load({ targets: [deciding.url, other.url], callers: 400, rate: 120 });
  const took: number[] = [];

  /** Kills the process that decides; the other one decides from then on, and a new one stands by. */
  async function killDecider(): Promise<void> {
    const before = await store.decider();
    load.ask([other.url]);
    const killedAt = performance.now();
    await deciding.child.stop('SIGKILL');
    await until('another one decides', async () => (await store.decider()) !== before, { everyMs: 20 });
    took.push(performance.now() - killedAt);
    const successor: GatewayProcess = other;
    other = await start();
    deciding = successor;
    load.ask([deciding.url, other.url]);
  }
  const find = (id: string): Promise<ShownRollout> => adminOf(deciding.url).find(id);
  const command = async (id: string, what: AdminCommand) => adminOf(other.url).command(what, await find(id));
  const becomes = (id: string, state: string) =>
    untilRollout(adminOf(deciding.url), id, `it is ${state}`, ({ standing }) => standing.state === state);

  // Its process dies between making the rollout and starting it.
  const lift = await store.refuseTransition(2);
  const plan = {
    steps: [{ shadow: 100 }, { weight: 50 }],
    advance: 'APPROVAL',
    stickyBy: 'CLIENT',
    // So much that a few failures more do not put it in doubt again, or the hold would end by itself.
    analysis: { advanceBelow: 10, leastRequests: 100, mostRequests: 200 },
  } as const;
  await expect(adminOf(deciding.url).start('hubspot', '1.1.0', plan)).rejects.toThrow();
  const [{ id }] = (await adminOf(other.url).ask('{ rollouts { id standing { state } } }')).rollouts;
  expect((await find(id)).standing.state).toBe('DRAFT');
  const killing = killDecider();
  await lift();
  await killing;
  await becomes(id, 'SHADOWING');

  await killDecider();
  // Clean fields, and then an admin, lead on.
  await becomes(id, 'HELD');
  await command(id, 'advance');
  await becomes(id, 'STEPPING');

  await killDecider();
  await becomes(id, 'HELD');

  await killDecider();
  expect((await find(id)).standing.state).toBe('HELD');
  await command(id, 'pause');

  await killDecider();
  expect((await find(id)).standing.state).toBe('PAUSED');
  await command(id, 'resume');
  // The evidence is for advancing still, which wants an approval again.
  await becomes(id, 'HELD');
  await command(id, 'promote');

  await killDecider();
  await becomes(id, 'PROMOTED');
  await load.stop();

  for (const ms of took) expect(ms).toBeLessThan(TAKEOVER_MS);
  const { history } = await find(id);
  expect(history.map(({ revision }) => revision)).toEqual(history.map((_, at) => at + 1));
  for (const [at, { from }] of history.entries()) expect(from).toBe(history[at - 1]?.to.state ?? null);
  const { audit } = await adminOf(deciding.url).ask('{ audit(first: 200) { entries { subject detail } } }');
  const entries = (audit.entries as { subject: string; detail: string }[]).filter(
    ({ subject, detail }) => subject.endsWith(id) && !detail.startsWith('refused'),
  );
  expect(entries.length).toBe(history.length);
  const changes = history.filter(({ from, to }) => from !== to.state).map(({ cause, to }) => `${to.state} ${cause}`);
  expect(changes).toEqual([
    'DRAFT ADMIN',
    'SHADOWING CLOCK',
    'HELD EVIDENCE',
    'STEPPING ADMIN',
    'HELD EVIDENCE',
    'PAUSED ADMIN',
    'STEPPING ADMIN',
    'HELD EVIDENCE',
    'PROMOTING ADMIN',
    'PROMOTED CLOCK',
  ]);
  console.info(`Another process decided after ${took.map((ms) => Math.round(ms)).join(', ')} ms.`);
}

describe('whoever decides is killed in each state: another takes over within 5 s, and no transition is lost or doubled', () => {
  it(
    'with a store in a file',
    () => takesOver({ file: bench.storeFile }, () => openFileBeside(bench.storeFile)),
    180_000,
  );

  it.skipIf(!hasPostgres)(
    'with a store in PostgreSQL',
    async () => {
      const postgres = await startPostgresServer();
      bench.defer(() => postgres.remove());
      await takesOver({ databaseUrl: postgres.url }, () => openPostgresBeside(postgres.url));
    },
    180_000,
  );
});
