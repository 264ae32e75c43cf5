import { execFile } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { startPostgresServer } from '@selvedge/server/testing/postgres';
import { AdminRefusal, adminOf, type ShownRollout } from '../../rollouts/admin.js';
import { createRolloutBench, type RolloutBench } from '../../rollouts/rollout-bench.js';
import { untilRollout } from '../../rollouts/scenario.js';
import type { GatewayProcess } from '../../support/start-gateway-process.js';
import { until } from '../../support/until.js';
import { type Measured, measured, type Row } from '../row.js';

const EXPECTED =
  'no request fails, rollouts stay where they are, admins are refused with a code; counts are kept and told later';

/** Counts are told each second. */
const COUNTS_TOLD_MS = 2_500;

/** After its draft and its start. */
const SLOW_FIXED_REVISION = 3;

/** What a fault does to the store of a gateway that is under way. */
interface StoreFault {
  /** For the configuration. */
  store(bench: RolloutBench): object;
  begin(gateway: GatewayProcess): Promise<unknown>;
  end(gateway: GatewayProcess): Promise<unknown>;
  seconds: number;
}

/** PostgreSQL crashes, and comes back after a while. */
export const DATABASE_AWAY: Row = {
  name: 'database-away',
  fault: 'PostgreSQL crashes under traffic, in the middle of a rollout, and is back after 30 s',
  expected: EXPECTED,
  hasShortForm: true,
  isMostlyWaiting: true,
  async run({ isShort, defer }) {
    const postgres = await startPostgresServer();
    defer(() => postgres.remove());
    return withoutStore({
      store: () => ({ databaseUrl: postgres.url }),
      begin: () => postgres.crash(),
      end: () => postgres.start(),
      seconds: isShort ? 5 : 30,
    });
  },
};

/** Nobody says that the connection is dead. */
export const DATABASE_SILENT: Row = {
  name: 'database-silent',
  fault: 'the network to PostgreSQL swallows everything for 40 s and more, in the middle of a rollout',
  expected: EXPECTED,
  hasShortForm: false,
  isMostlyWaiting: true,
  async run({ defer, startProxy }) {
    const postgres = await startPostgresServer();
    defer(() => postgres.remove());
    const proxy = await startProxy(postgres.port);
    return withoutStore({
      store: () => ({ databaseUrl: postgres.url.replace(`:${postgres.port}/`, `:${proxy.port}/`) }),
      begin: () => proxy.set({ kind: 'black-hole' }),
      end: () => proxy.set({ kind: 'none' }),
      seconds: 40,
    });
  },
};

/** Not one byte more can be written: a limit on the size of files, which SQLite meets as it meets a full disk. */
export const DISK_FULL: Row = {
  name: 'disk-full',
  fault: 'the disk of the SQLite file is full for 15 s, in the middle of a rollout',
  expected: EXPECTED,
  hasShortForm: true,
  isMostlyWaiting: true,
  run: ({ isShort }) =>
    withoutStore({
      store: ({ storeFile }) => ({ file: storeFile }),
      begin: (gateway) => limitFiles(gateway, '1'),
      end: (gateway) => limitFiles(gateway, 'unlimited'),
      seconds: isShort ? 5 : 15,
    }),
};

async function withoutStore({ store, begin, end, seconds }: StoreFault): Promise<Measured> {
  await using bench = await createRolloutBench();
  await bench.install({ version: '1.1.0' });
  const gateway = await bench.startGateway({ settings: { store: store(bench) } });
  const admin = adminOf(gateway.url);
  const { id } = await admin.start('hubspot', '1.1.0', {
    steps: [{ weight: 50 }],
    stickyBy: 'CLIENT',
    analysis: { leastRequests: 1_000_000, mostRequests: 1_000_000 },
  });
  const ask = () => bench.load({ targets: [gateway.url], callers: 100, rate: 60 });
  const warmUp = ask();
  // The last change that the gateway makes by itself, so that a revision read now is the one that an admin asks of.
  await untilRollout(admin, id, 'what counts as slow is fixed', ({ revision }) => revision === SLOW_FIXED_REVISION);
  await warmUp.stop();
  await wait(COUNTS_TOLD_MS);
  const before = await admin.find(id);

  const load = ask();
  await begin(gateway);
  const begunAt = performance.now();
  await wait(seconds * 500);
  const refused = await admin.command('pause', before, 'while it is away').catch((error: unknown) => error);
  await wait(seconds * 500);
  await end(gateway);
  const awaySeconds = Math.round((performance.now() - begunAt) / 1_000);
  await load.stop();
  let told = before;
  const newlyCounted = () => countedOf(told) - countedOf(before);
  const all = await until(
    'all counts are told',
    async () => {
      told = await admin.find(id).catch(() => told);
      return newlyCounted() >= load.answers.length;
    },
    { withinMs: 15_000 },
  ).then(
    () => true,
    () => false,
  );
  const failed = load.answers.filter(
    ({ status, errors, version }) => status !== 200 || errors.length > 0 || version === null,
  );
  const code = refused instanceof AdminRefusal ? refused.code : 'no refusal';
  const again = await admin.commandNow('pause', id);
  return measured(
    `${failed.length} of ${load.answers.length} failed in ${awaySeconds} s; ${newlyCounted()} counted afterwards; admins: ${code}`,
    [
      failed.length > 0 &&
        `requests failed: ${[...new Set(failed.flatMap(({ errors }) => errors.map((error) => error.code)))].join(', ')}`,
      !all && `only ${newlyCounted()} of ${load.answers.length} are counted`,
      code !== 'STORE_UNAVAILABLE' && 'admins are told another code',
      told.standing.state !== 'STEPPING' && `the rollout is ${told.standing.state}`,
      again.standing.state !== 'PAUSED' && 'admins can do nothing afterwards',
    ],
  );
}

/** Operations of both sides. */
function countedOf({ evidence }: ShownRollout): number {
  const failures = evidence?.figures.tests.find(({ test }) => test === 'failures');
  return (failures?.candidate.events ?? 0) + (failures?.stable.events ?? 0);
}

function limitFiles({ child }: GatewayProcess, most: string): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  execFile('prlimit', ['--pid', String(child.pid), `--fsize=${most}:unlimited`], (error) =>
    error === null ? resolve() : reject(error),
  );
  return promise;
}
