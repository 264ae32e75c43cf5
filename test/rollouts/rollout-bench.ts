import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVendorsProcess, type VendorsProcess } from '../faults/vendors-process.js';
import { connectionsOf } from '../support/connections.js';
import { type GatewayProcess, startGatewayProcess } from '../support/start-gateway-process.js';
import { type CallerLoad, type CallerLoadOptions, startCallerLoad, TENANTS } from './caller-load.js';
import { type Clock, createClock } from './clock.js';
import { type InstalledVersion, installVersion } from './install-version.js';

export interface BenchGatewayOptions {
  /** Parts of the configuration, put over the usual ones. */
  settings?: Readonly<Record<string, unknown>>;
  parameters?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Whose clock it goes by; default: the machine's. */
  clock?: Clock;
  onLine?: (line: string) => void;
}

/** Real processes about one store: vendors of the sandbox, gateways, callers. Whatever was started ends with it. */
export interface RolloutBench extends AsyncDisposable {
  readonly vendors: VendorsProcess;
  readonly folder: string;
  /** Where the store of its gateways is, unless they are told otherwise. */
  readonly storeFile: string;
  install(version: InstalledVersion): Promise<void>;
  createClock(): Promise<Clock>;
  startGateway(options?: BenchGatewayOptions): Promise<GatewayProcess>;
  load(options: CallerLoadOptions): CallerLoad;
  defer(end: () => unknown): void;
}

/** Hubspot 1.0.0 is stable; every operation asks the vendor. */
export async function createRolloutBench(): Promise<RolloutBench> {
  const parts = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-rollouts-'));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  const connectors = join(folder, 'connectors');
  const storeFile = join(folder, 'selvedge.db');
  const vendors = await startVendorsProcess({ people: 100 });
  parts.defer(async () => void (await vendors.child.stop()));
  let started = 0;
  return {
    vendors,
    folder,
    storeFile,
    install: (version) => installVersion(connectors, version),
    createClock: () => createClock(folder),
    async startGateway({ settings = {}, parameters = [], env = {}, clock, onLine } = {}) {
      started += 1;
      const gateway = await startGatewayProcess({
        configuration: {
          mode: 'sandbox',
          // The callers, the vendors and the gateways share a machine: what is measured here is not how much it bears.
          server: { port: 0, logRequests: false, overload: { enabled: false } },
          store: { file: storeFile },
          connectorsDirectory: connectors,
          connectors: { hubspot: { version: '1.0.0' } },
          cache: { enabled: false },
          // A machine that stands still for a moment fails many calls at once, which is not what evidence is to tell of.
          resilience: { quotas: { enabled: false }, breaker: { consecutiveFailures: 20, openMs: 1_000 } },
          tenants: Object.fromEntries(
            TENANTS.map((tenant) => [tenant, { connections: connectionsOf(['hubspot'], tenant, () => vendors.url) }]),
          ),
          ...settings,
        },
        file: join(folder, `gateway-${started}.yaml`),
        parameters,
        env: { ...env, ...clock?.env },
        ...(clock === undefined ? {} : { nodeOptions: clock.nodeOptions }),
        ...(onLine === undefined ? {} : { onLine }),
      });
      parts.defer(async () => void (await gateway.child.stop('SIGKILL')));
      return gateway;
    },
    load(options) {
      const load = startCallerLoad(options);
      parts.defer(() => load.stop());
      return load;
    },
    defer: (end) => parts.defer(async () => void (await end())),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}
