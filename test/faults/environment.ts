import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AddressOf, connectionsOf, newestOf } from '../support/connections.js';
import type { LoadResult } from '../support/open-loop.js';
import { type GatewayProcess, startGatewayProcess } from '../support/start-gateway-process.js';
import { type Redis, startRedis } from '../support/start-redis.js';
import { startTcpFaultProxy, type TcpFaultProxy } from '../support/tcp-fault-proxy.js';
import { type LoadOptions, runLoad } from './load.js';
import { startVendorsProcess, type VendorsOptions, type VendorsProcess } from './vendors-process.js';

export interface GatewaySettings {
  /** Where the vendors are. */
  vendors: Pick<VendorsProcess, 'url'> & Partial<Pick<VendorsProcess, 'keepsQuotas'>>;
  /** Connectors in use, one account each. */
  connectors: readonly string[];
  /** What stands in front of vendors, or in place of them, by the vendor. */
  through?: Readonly<Record<string, { port: number }>>;
  /** Parts of the configuration, put over the usual ones. */
  settings?: Readonly<Record<string, unknown>> & { resilience?: object };
  nodeOptions?: string;
  env?: Readonly<Record<string, string>>;
  onLine?: (line: string) => void;
}

/** What a row starts its processes with; whatever it started ends with it, in the opposite order. */
export interface Environment extends AsyncDisposable {
  /** The form of a few seconds. */
  readonly isShort: boolean;
  /** A folder that is gone afterwards. */
  readonly folder: string;
  startVendors(options?: VendorsOptions): Promise<VendorsProcess>;
  startGateway(settings: GatewaySettings): Promise<GatewayProcess>;
  startProxy(target: number): Promise<TcpFaultProxy>;
  startRedis(): Promise<Redis>;
  load(options: LoadOptions): Promise<LoadResult[]>;
  defer(end: () => unknown): void;
}

export async function createEnvironment(isShort: boolean): Promise<Environment> {
  const parts = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-faults-'));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  return {
    isShort,
    folder,
    async startVendors(options) {
      const vendors = await startVendorsProcess(options);
      parts.defer(async () => void (await vendors.child.stop()));
      return vendors;
    },
    async startGateway({ settings = {}, ...given }) {
      const usual = configurationOf(given);
      const gateway = await startGatewayProcess({
        configuration: { ...usual, ...settings, resilience: { ...usual.resilience, ...settings.resilience } },
        ...(given.nodeOptions === undefined ? {} : { nodeOptions: given.nodeOptions }),
        ...(given.env === undefined ? {} : { env: given.env }),
        ...(given.onLine === undefined ? {} : { onLine: given.onLine }),
      });
      parts.defer(async () => void (await gateway.child.stop()));
      return gateway;
    },
    async startProxy(target) {
      const proxy = await startTcpFaultProxy(target);
      parts.defer(() => proxy.close());
      return proxy;
    },
    async startRedis() {
      const redis = await startRedis();
      parts.defer(() => redis.stop());
      return redis;
    },
    load: (options) => runLoad(options),
    defer: (end) => parts.defer(async () => void (await end())),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

function configurationOf({ vendors, connectors, through = {} }: GatewaySettings) {
  const at: AddressOf = (vendor) => {
    const proxy = through[vendor];
    return proxy === undefined ? vendors.url : `http://127.0.0.1:${proxy.port}`;
  };
  return {
    mode: 'sandbox',
    server: { port: 0 },
    connectors: newestOf(connectors),
    // Where the vendors take whatever comes, so does the gateway.
    resilience: { quotas: { enabled: vendors.keepsQuotas ?? false } },
    rates: { base: 'EUR', perUnit: { USD: '0.92', GBP: '1.17' } },
    tenants: { default: { connections: connectionsOf(connectors, 'default', at) } },
  };
}
