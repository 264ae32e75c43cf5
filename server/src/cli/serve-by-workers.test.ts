import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WorkerPlan, WorkerPool } from '../workers/index.js';
import { configurationFile } from './configuration-file.fixture.js';
import { FakeCommandLine } from './context.fixture.js';
import type { Services } from './context.js';

describe('workers', () => {
  const CONFIGURATION = 'connectors: {}\ntenants: {}\n';

  /** A pool that only says what it was told. */
  function pool(events: string[] = [], over: Partial<WorkerPool> = {}): Pick<Services, 'createWorkerPool'> {
    const told = (what: string, { workers, configuration }: WorkerPlan) =>
      events.push(`${what} ${workers}, port ${configuration.server.port}`);
    return {
      createWorkerPool: async () => ({
        async start(plan) {
          told('start', plan);
          return 'http://127.0.0.1:4321';
        },
        async replace(read) {
          const plan = await read();
          told('replace', plan);
          return plan;
        },
        stop: async () => void events.push('stop'),
        failed: new Promise<never>(() => {}),
        ...over,
      }),
    };
  }

  it.each([
    ['as many as the command says', ['--workers', '3'], 'server: { workers: 2 }', 3],
    ['else as the configuration says', [], 'server: { workers: "2" }', 2],
    ['one for each processor', [], 'server: { workers: auto }', availableParallelism()],
    ['one alone, which is watched all the same', ['--workers', '1'], '', 1],
  ])('are %s', async (_, args, server, count) => {
    const events: string[] = [];
    const line = new FakeCommandLine(pool(events));
    const exit = line.run('start', '--config', await configurationFile(`${CONFIGURATION}${server}\n`), ...args);
    await line.waiting();
    expect(events).toEqual([`start ${count}, port 4000`]);
    expect(line.out).toContain(`Workers      ${count}`);
    line.signal('SIGTERM');
    expect(await exit).toBe(0);
    expect(events.at(-1)).toBe('stop');
  });

  it('have a temporary file for a store in memory, gone when they stop; a store of their own stays', async () => {
    const plans: WorkerPlan[] = [];
    const services = pool([], {
      start: async (plan) => {
        plans.push(plan);
        await writeFile(plan.configuration.store.file ?? '', 'rollouts');
        return 'http://127.0.0.1:4321';
      },
      async replace(read) {
        const plan = await read();
        plans.push(plan);
        return plan;
      },
    });
    const line = new FakeCommandLine(services);
    const file = await configurationFile(`${CONFIGURATION}mode: sandbox\n`);
    const exit = line.run('start', '--config', file, '--workers', '2');
    await line.waiting();
    line.reload();
    await expect.poll(() => plans.length).toBe(2);
    const [first, second] = plans.map(({ configuration }) => configuration.store.file ?? '');
    expect(first).toMatch(/selvedge-\w+\/selvedge\.db$/);
    expect(second).toBe(first);
    line.signal('SIGTERM');
    expect(await exit).toBe(0);
    expect(existsSync(dirname(first ?? ''))).toBe(false);

    const start: WorkerPool['start'] = async (plan) => {
      plans.push(plan);
      return 'http://127.0.0.1:4321';
    };
    const own = new FakeCommandLine(pool([], { start }));
    const kept = await configurationFile(`${CONFIGURATION}store: { file: mine.db }\n`);
    const ended = own.run('start', '--config', kept, '--workers', '2');
    await own.waiting();
    expect(plans.at(-1)?.configuration.store.file).toBe(join(dirname(kept), 'mine.db'));
    own.signal('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('are replaced on SIGHUP by as many as the configuration then says', async () => {
    const events: string[] = [];
    const line = new FakeCommandLine(pool(events));
    const file = await configurationFile(`${CONFIGURATION}server: { workers: 2 }\n`);
    const exit = line.run('start', '--config', file);
    await line.waiting();
    await writeFile(file, `${CONFIGURATION}server: { workers: 3, port: 4001 }\n`);
    line.reload();
    await expect.poll(() => line.out).toContain('The configuration is in use in 3 workers.');
    expect(events).toEqual(['start 2, port 4000', 'replace 3, port 4001']);
    line.signal('SIGINT');
    expect(await exit).toBe(0);
  });

  it('stay as they are when the configuration is wrong, or cannot be served', async () => {
    const events: string[] = [];
    const refusing = pool(events, {
      async replace(read) {
        await read();
        throw new Error('The port is taken.');
      },
    });
    const line = new FakeCommandLine(refusing);
    const file = await configurationFile(CONFIGURATION);
    const exit = line.run('start', '--config', file, '--workers', '2');
    await line.waiting();
    await writeFile(file, 'connectors: {}\n');
    line.reload();
    await expect.poll(() => line.err).toMatch(/not taken over:\n.*:1:1: tenants: expected a map, but it is missing/);
    await writeFile(file, CONFIGURATION);
    line.reload();
    await expect.poll(() => line.err).toContain('not taken over:\nThe port is taken.');
    expect(events).toEqual(['start 2, port 4000']);
    line.signal('SIGINT');
    expect(await exit).toBe(0);
  });

  it('that cannot be kept alive end the gateway with 1', async () => {
    const failed = Promise.withResolvers<never>();
    const line = new FakeCommandLine(pool([], { failed: failed.promise }));
    const exit = line.run('start', '--config', await configurationFile(CONFIGURATION), '--workers', '2');
    await line.waiting();
    failed.reject(new Error('The gateway gives up.'));
    expect(await exit).toBe(1);
    expect(line.err).toBe('The gateway gives up.\n');
  });
});
