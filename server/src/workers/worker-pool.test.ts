import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '../config/index.js';
import { createLogger, type MetricSnapshot } from '../telemetry/index.js';
import { createChannel } from './channel.js';
import type { Exit, WorkerProcess } from './member.js';
import type { PrimaryOffers, WorkerOffers, WorkerPlan } from './offers.js';
import { wirePair } from './wire.fixture.js';
import { createWorkerPool } from './worker-pool.js';

const plan = (workers: number, file = 'first.yaml'): WorkerPlan => ({
  workers,
  file,
  configuration: parseConfiguration('{ connectors: {}, tenants: {}, server: { drainMs: 0 } }', { file, env: {} }),
});

interface FakeWorker {
  worker: number;
  file: string;
  exit(exit: Partial<Exit>): void;
  /** What the primary has counted, and the other workers. */
  gathered(): Promise<readonly MetricSnapshot[]>;
}

/** A pool over processes that are none. `fails`: why a worker cannot serve. */
function setUp(fails: (file: string, worker: number) => string | null = () => null) {
  const events: string[] = [];
  const alive: FakeWorker[] = [];
  const naps: { ms: number; end: () => void }[] = [];
  let clock = 0;
  const said: string[] = [];

  function fork(): WorkerProcess {
    const [here, there] = wirePair();
    const exited = Promise.withResolvers<Exit>();
    const end = (exit: Partial<Exit>): void => {
      const at = alive.indexOf(fake);
      if (at >= 0) alive.splice(at, 1);
      exited.resolve({ code: null, signal: null, ...exit });
    };
    const gathered = () => primary.ask('gatherMetrics', []);
    const fake: FakeWorker = { worker: 0, file: '', exit: end, gathered };
    const primary = createChannel<Pick<WorkerOffers, 'alive' | 'drain' | 'metrics'>, PrimaryOffers>(there, {
      alive: () => {},
      metrics: async () => [],
      drain: ({ replaced }) => {
        events.push(`${fake.worker} of ${fake.file} drains${replaced ? '' : ' in haste'}`);
        end({ code: 0 });
      },
    });
    void primary.ask('plan').then(({ worker, file }) => {
      Object.assign(fake, { worker, file });
      const reason = fails(file, worker);
      if (reason !== null) return primary.tell('failed', reason);
      alive.push(fake);
      events.push(`${worker} of ${file} serves`);
      primary.tell('ready', `http://x/${worker}`);
    });
    return { ...here, pid: 1, exited: exited.promise, kill: () => end({ signal: 'SIGKILL' }) };
  }

  const pool = createWorkerPool({
    fork,
    logger: createLogger({ level: 'info', write: (line) => said.push(line) }),
    sleep: (ms) => new Promise((resolve) => naps.push({ ms, end: resolve })),
    now: () => clock,
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    pool,
    events,
    alive,
    naps,
    said,
    settled,
    pass: (ms: number) => {
      clock += ms;
    },
    /** Ends what is waited for, of which the last is told. */
    async wake() {
      for (const { end } of naps) end();
      const ms = naps.at(-1)?.ms;
      naps.length = 0;
      await settled();
      return ms;
    },
  };
}

describe('a pool of workers', () => {
  it('serves when all do, and drains all in the end', async () => {
    const { pool, events, alive } = setUp();
    expect(await pool.start(plan(2))).toBe('http://x/1');
    await pool.stop();
    expect(events.toSorted()).toEqual([
      '1 of first.yaml drains in haste',
      '1 of first.yaml serves',
      '2 of first.yaml drains in haste',
      '2 of first.yaml serves',
    ]);
    expect(alive).toEqual([]);
  });

  it('fails with what the first worker says that cannot serve, and leaves none behind', async () => {
    const { pool, alive, settled } = setUp((_, worker) => (worker === 1 ? null : 'The port is taken.'));
    await expect(pool.start(plan(3))).rejects.toThrow('The port is taken.');
    await settled();
    expect(alive).toEqual([]);
  });

  it('begins another at once for one that ended after a while, later and later for one that does not get going', async () => {
    const { pool, alive, wake, pass, settled } = setUp();
    await pool.start(plan(2));
    pass(60_000);
    alive[1]?.exit({ signal: 'SIGKILL' });
    await settled();
    const pauses = [await wake()];
    for (let time = 0; time < 3; time += 1) {
      alive.find(({ worker }) => worker === 2)?.exit({ code: 1 });
      await settled();
      pauses.push(await wake());
    }
    expect(pauses).toEqual([0, 500, 1_000, 2_000]);
    expect(alive.map(({ worker }) => worker)).toEqual([1, 2]);
  });

  it('gives up when none is left and none gets going, and says why', async () => {
    let broken = false;
    const { pool, alive, wake, pass, settled } = setUp(() => (broken ? 'Connector "crm" is gone.' : null));
    await pool.start(plan(2));
    broken = true;
    pass(60_000);
    alive.find(({ worker }) => worker === 1)?.exit({ code: 1 });
    await settled();
    for (let time = 0; time < 8; time += 1) await wake();
    let given: unknown = null;
    pool.failed.catch((error: unknown) => {
      given = error;
    });
    await settled();
    expect(given).toBeNull();
    alive[0]?.exit({ code: 1 });
    await settled();
    for (let time = 0; time < 8; time += 1) await wake();
    expect(String(given)).toMatch(/The gateway gives up: .*Connector "crm" is gone\.$/);
  });

  it('begins none for one that ends while all are to end', async () => {
    const { pool, alive, events, settled } = setUp();
    await pool.start(plan(1));
    const stopped = pool.stop();
    alive[0]?.exit({ code: 1 });
    await stopped;
    await settled();
    expect(events.filter((event) => event.endsWith('serves'))).toHaveLength(1);
  });
});

describe('replacing workers', () => {
  it('goes one by one, each new one serving before the old one drains', async () => {
    const { pool, events } = setUp();
    await pool.start(plan(2));
    events.length = 0;
    await pool.replace(async () => plan(2, 'second.yaml'));
    expect(events).toEqual([
      '1 of second.yaml serves',
      '1 of first.yaml drains',
      '2 of second.yaml serves',
      '2 of first.yaml drains',
    ]);
  });

  it('changes nothing when the first new one cannot serve, and what ends is begun again as it was', async () => {
    const { pool, alive, wake, pass, settled } = setUp((file) => (file === 'second.yaml' ? 'No.' : null));
    await pool.start(plan(2));
    await expect(pool.replace(async () => plan(2, 'second.yaml'))).rejects.toThrow('No.');
    pass(60_000);
    alive[0]?.exit({ code: 1 });
    await settled();
    await wake();
    expect(alive.map(({ file }) => file)).toEqual(['first.yaml', 'first.yaml']);
  });

  it('says how far it came when a later one cannot serve', async () => {
    const { pool, alive } = setUp((file, worker) => (file === 'second.yaml' && worker === 2 ? 'No.' : null));
    await pool.start(plan(2));
    await expect(pool.replace(async () => plan(2, 'second.yaml'))).rejects.toThrow(
      /^Only 1 of 2 workers .* The reason: No\.$/,
    );
    expect(alive.map(({ file }) => file).toSorted()).toEqual(['first.yaml', 'second.yaml']);
  });

  it('takes more workers, or fewer', async () => {
    const { pool, alive } = setUp();
    await pool.start(plan(2));
    await pool.replace(async () => plan(3, 'second.yaml'));
    expect(alive).toHaveLength(3);
    await pool.replace(async () => plan(1, 'third.yaml'));
    expect(alive.map(({ worker, file }) => [worker, file])).toEqual([[1, 'third.yaml']]);
  });

  it('waits for the replacement before it', async () => {
    const { pool, alive } = setUp();
    await pool.start(plan(2));
    await Promise.all([
      pool.replace(async () => plan(2, 'second.yaml')),
      pool.replace(async () => plan(2, 'third.yaml')),
    ]);
    expect(alive.map(({ file }) => file)).toEqual(['third.yaml', 'third.yaml']);
  });

  it('is counted by the primary, whose figures each worker tells, also when the plan cannot be read', async () => {
    const { pool, alive } = setUp((file) => (file === 'bad.yaml' ? 'No.' : null));
    await pool.start(plan(2));
    await pool.replace(async () => plan(2, 'second.yaml'));
    await expect(pool.replace(async () => plan(2, 'bad.yaml'))).rejects.toThrow('No.');
    await expect(pool.replace(() => Promise.reject(new Error('Not YAML.')))).rejects.toThrow('Not YAML.');
    const metrics = (await alive[1]?.gathered())?.flat();
    const valuesOf = (name: string) => metrics?.find((metric) => metric.name === name)?.values;
    expect(valuesOf('selvedge_workers')).toMatchObject([{ value: 2 }]);
    expect(valuesOf('selvedge_generation')).toMatchObject([{ value: 2 }]);
    expect(valuesOf('selvedge_reloads_total')).toMatchObject([
      { labels: { result: 'applied' }, value: 1 },
      { labels: { result: 'refused' }, value: 2 },
    ]);
  });
});
