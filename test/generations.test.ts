import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AssignedGateway, startAssignedGateway, type TestAssignment } from './support/assigned-gateway.js';
import { connectionsOf } from './support/connections.js';
import { type LoadResult, openLoop } from './support/open-loop.js';
import { startGatewayProcess } from './support/start-gateway-process.js';
import { until } from './support/until.js';

const QUERY = '{ contacts(connector: "hubspot", first: 3) { edges { node { id source { version } } } } }';
const VERSION = '{ connectors { id version } }';

let sandbox: Sandbox;
let folder: string;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, people: 50, companies: 5, deals: 20, audiences: 2, quotas: false });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-packages-'));
});

const begun: AssignedGateway[] = [];
let gateway: AssignedGateway;
async function start(settings: object = {}): Promise<void> {
  gateway = await startAssignedGateway(configuration(settings));
  begun.push(gateway);
}
afterEach(async () => {
  for (const each of begun.splice(0)) await each.close();
  await rm(folder, { recursive: true });
});

function configuration(over: object = {}) {
  return {
    mode: 'sandbox',
    // A machine that runs other tests beside this one is overloaded soon.
    server: { port: 0, overload: { enabled: false } },
    connectorsDirectory: folder,
    connectors: { hubspot: { version: '^1.0.0' } },
    // Every operation asks the vendor, so that what is closed too early is noticed.
    cache: { enabled: false },
    resilience: { quotas: { enabled: false } },
    tenants: { default: { connections: connectionsOf(['hubspot'], 'default', () => sandbox.url) } },
    ...over,
  };
}

/** Installs another version of a connector, which does what the built package of this name does. */
async function install(version: string, source = '@selvedge/connector-hubspot'): Promise<void> {
  const packageJson = await realpath(findPackageJSON(source, import.meta.url) as string);
  const at = join(folder, 'hubspot', version);
  await mkdir(at, { recursive: true });
  await writeFile(
    join(at, 'index.js'),
    `export { default } from ${JSON.stringify(join(dirname(packageJson), 'dist/index.js'))};`,
  );
  const selvedge = { connector: 'hubspot', gateway: '*', protocol: 1 };
  await writeFile(
    join(at, 'package.json'),
    JSON.stringify({ name: `hubspot-${version}`, version, type: 'module', exports: './index.js', selvedge }),
  );
}

const to = (candidate: string, weight: number): TestAssignment => ({
  connector: 'hubspot',
  stable: '1.0.0',
  candidate,
  weight,
});

async function versionNow(): Promise<string> {
  const { data } = await gateway.ask(VERSION);
  return data.connectors[0].version;
}

/** Milliseconds until the one caller that there is gets this version. */
const effect = (version: string): Promise<number> =>
  until(`${version} answers`, async () => (await versionNow()) === version, { everyMs: 5, withinMs: 10_000 });

/** Asks all the time, over kept and over new connections, until the work is done. */
async function underLoad(work: () => Promise<void>): Promise<readonly LoadResult[]> {
  const over = new AbortController();
  const stream = { targets: [gateway.url], query: QUERY, rate: 50 };
  const loads = Promise.all([
    openLoop(stream, 600, over.signal),
    openLoop({ ...stream, keepAlive: false }, 600, over.signal),
  ]);
  try {
    await work();
  } finally {
    over.abort();
    await loads;
  }
  return loads;
}

function expectNoneLost(results: readonly LoadResult[]): void {
  for (const { offered, whole, failed, codes } of results) {
    expect({ failed, codes, lost: offered - whole.count }).toEqual({ failed: {}, codes: {}, lost: 0 });
    expect(offered).toBeGreaterThan(0);
  }
}

describe('a rollout in a gateway under load', () => {
  it('loads its candidate, follows each weight, and rolls back, each in under a second and without a failed request', async () => {
    await start();
    const took: Record<string, number> = {};
    const change = async (what: string, assignments: readonly TestAssignment[], version: string): Promise<void> => {
      gateway.assign(assignments);
      took[what] = Math.round(await effect(version));
    };
    const results = await underLoad(async () => {
      expect(await versionNow()).toBe('1.0.0');
      await change('load', [to('2.0.0', 100)], '2.0.0');
      await change('to nobody', [to('2.0.0', 0)], '1.0.0');
      await change('to everybody', [to('2.0.0', 100)], '2.0.0');
      await change('rollback', [], '1.0.0');
      expect(await gateway.metric('selvedge_generation')).toBe(2);
      await change('another', [to('3.0.0', 100)], '3.0.0');
      await change('rollback of it', [], '1.0.0');
    });
    expectNoneLost(results);
    expect(took.load).toBeLessThan(5_000);
    for (const what of ['to nobody', 'to everybody', 'rollback', 'rollback of it']) {
      expect([what, took[what]]).toEqual([what, expect.any(Number)]);
      expect(took[what]).toBeLessThan(1_000);
    }
    await until(
      'only one composition is left',
      async () => (await gateway.metric('selvedge_generations_living')) === 1,
    );
  }, 60_000);

  it('sees a package that was installed while the gateway ran, and nothing else that was', async () => {
    await start({ connectors: { hubspot: { version: '>=1.0.0 <2.0.0' } } });
    await install('1.5.0');
    await install('2.5.0');
    gateway.assign([to('2.5.0', 100)]);
    await effect('2.5.0');
    gateway.assign([]);
    await effect('1.0.0');
    expect(
      (await gateway.reload(configuration({ connectors: { hubspot: { version: '>=1.0.0 <2.0.0' } } }))).reloaded,
    ).toBe(3);
    expect(await versionNow()).toBe('1.5.0');
  }, 60_000);

  it('is answered by stable where its candidate cannot be loaded, which is told', async () => {
    await start();
    await mkdir(join(folder, 'hubspot/4.0.0'), { recursive: true });
    await install('4.0.0');
    await writeFile(join(folder, 'hubspot/4.0.0/index.js'), 'throw new Error("broken build");');
    const results = await underLoad(async () => {
      gateway.assign([to('4.0.0', 100)]);
      await until(
        'it is told',
        async () =>
          (await gateway.metric('selvedge_candidate_unavailable', { connector: 'hubspot', version: '4.0.0' })) === 1,
      );
      expect(await versionNow()).toBe('1.0.0');
    });
    expectNoneLost(results);
    const { degraded } = (await (await fetch(`${gateway.url}/readyz`)).json()) as { degraded: string[] };
    expect(degraded).toEqual([expect.stringContaining('hubspot@4.0.0 cannot be used here; 1.0.0 answers everybody')]);
    expect(gateway.log()).toContain('broken build');
    gateway.assign([]);
    await until('it is over', async () => (await gateway.metric('selvedge_candidate_unavailable')) === 0);
  }, 60_000);

  it('goes on over a reload, and no longer matters when the configuration leads to its candidate', async () => {
    await install('1.1.0', '@selvedge/connector-hubspot-v1');
    await start({ connectors: { hubspot: { version: '1.0.0' } } });
    const results = await underLoad(async () => {
      gateway.assign([to('2.0.0', 100)]);
      await effect('2.0.0');
      // A range that takes more than stable leaves stable where the rollout began.
      await gateway.reload(configuration());
      expect(await versionNow()).toBe('2.0.0');
      gateway.assign([to('2.0.0', 0)]);
      await effect('1.0.0');
      gateway.assign([to('2.0.0', 100)]);
      await effect('2.0.0');
      await gateway.reload(configuration({ connectors: { hubspot: { version: '^2.0.0' } } }));
      gateway.assign([]);
      expect(await versionNow()).toBe('2.0.0');
    });
    expectNoneLost(results);
  }, 60_000);
});

describe('a reload under load', () => {
  it('changes nothing where it cannot be served, and loses no request where it can', async () => {
    await start();
    const results = await underLoad(async () => {
      const wrong = await gateway.reload(configuration({ connectors: { hubspot: { version: '^9.0.0' } } }));
      expect(wrong.refused).toContain('CONNECTOR_OUT_OF_RANGE');
      expect(await gateway.metric('selvedge_generation')).toBe(1);
      for (const version of ['^2.0.0', '^3.0.0', '^1.0.0']) {
        const { refused } = await gateway.reload(configuration({ connectors: { hubspot: { version } } }));
        expect(refused).toBeUndefined();
        expect(await versionNow()).toBe(version.replace('^', ''));
      }
    });
    expectNoneLost(results);
    expect(await gateway.metric('selvedge_reloads_total', { result: 'applied' })).toBe(3);
    expect(await gateway.metric('selvedge_reloads_total', { result: 'refused' })).toBe(1);
    expect((await gateway.reload({ connectors: 1 })).refused).toContain('connectors');
    expect(await gateway.metric('selvedge_reloads_total', { result: 'refused' })).toBe(2);
  }, 60_000);

  it('is what selvedge start does on SIGHUP', async () => {
    const file = join(folder, 'started.yaml');
    const { child, ask } = await startGatewayProcess({ configuration: configuration(), file });
    const rewrite = (version: string) =>
      writeFile(file, JSON.stringify(configuration({ connectors: { hubspot: { version } } })));
    try {
      await rewrite('^9.0.0');
      child.signal('SIGHUP');
      await child.said(/not taken over:\n.*started\.yaml:.*CONNECTOR_OUT_OF_RANGE/);
      await rewrite('^2.0.0');
      child.signal('SIGHUP');
      await child.said(/The configuration is in use\./);
      expect((await ask(VERSION)).data.connectors[0].version).toBe('2.0.0');
      expect(await child.stop('SIGTERM')).toBe(0);
    } finally {
      await child.stop('SIGKILL');
    }
  }, 60_000);

  it('tells what takes effect at the next start', async () => {
    await start();
    const { later } = await gateway.reload(configuration({ mode: 'development', server: { port: 1, drainMs: 7 } }));
    expect(later).toEqual(['server.port', 'server.drainMs', 'server.overload', 'mode']);
    expect((await gateway.ask(VERSION)).errors).toEqual([]);
  });
});
