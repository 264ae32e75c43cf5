import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import { createLogger, type Gateway, parseConfiguration, startGateway } from '@selvedge/server';
import { type AskOptions, ask, type GraphQLAnswer } from './ask.js';
import { connectionsOf } from './connections.js';
import { type SandboxControl, sandboxControl } from './sandbox-control.js';

type GatewayOptions = NonNullable<Parameters<typeof startGateway>[1]>;
type SandboxOptions = NonNullable<Parameters<typeof startSandbox>[0]>;

/** The parts of a configuration that a test wants otherwise. Objects are merged, the rest replaces. */
export interface Settings {
  [name: string]: unknown;
}

export interface SystemOptions {
  sandbox?: SandboxOptions;
  /** `SANDBOX/` in a string stands for the sandbox's URL. */
  settings?: Settings;
  /** Tenants besides `default`, each with an account of its own at every vendor. */
  tenants?: readonly string[];
  now?: () => number;
  /** Whom rollouts put on trial, and where is told what their comparisons found. */
  rollouts?: Pick<GatewayOptions, 'assignments' | 'comparisons'>;
  /** Gets the gateway's log, a line a time. */
  log?: (line: string) => void;
  /** A system whose sandbox this one's gateway uses too. */
  beside?: System;
}

export interface System extends SandboxControl {
  sandbox: Sandbox;
  gateway: Gateway;
  ask(query: string, options?: AskOptions): Promise<GraphQLAnswer>;
  /** Has the gateway take over the configuration with these settings in place of those that it was started with. */
  reload(settings: Settings): ReturnType<Gateway['reload']>;
  close(): Promise<void>;
}

/** The sandbox's vendors and a gateway in front of them, on ports of their own. */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const sandbox =
    options.beside?.sandbox ??
    (await startSandbox({
      port: 0,
      people: 400,
      companies: 40,
      deals: 120,
      audiences: 6,
      adCampaigns: 6,
      ...options.sandbox,
    }));
  const gateway = await startGateway(configurationFor(sandbox, options), {
    conditions: ['selvedge-source'],
    logger: createLogger(options.log === undefined ? { level: 'silent' } : { level: 'info', write: options.log }),
    ...options.rollouts,
    ...(options.now === undefined ? {} : { now: options.now }),
  }).catch(async (error: unknown) => {
    if (options.beside === undefined) await sandbox.close();
    throw error;
  });
  return {
    sandbox,
    gateway,
    ...sandboxControl(sandbox.url),
    ask: (query, asked) => ask(gateway.url, query, asked),
    reload: (settings) => gateway.reload(async () => configurationFor(sandbox, { ...options, settings })),
    async close() {
      await gateway.close();
      if (options.beside === undefined) await sandbox.close();
    },
  };
}

function configurationFor(sandbox: Sandbox, { settings = {}, tenants = [], sandbox: sandboxOptions }: SystemOptions) {
  const connections = (account: string) =>
    connectionsOf(['hubspot', 'mailchimp', 'meta-ads'], account, () => sandbox.url);
  const base: Settings = {
    mode: 'sandbox',
    // Callers, gateway and vendors share one event loop here, so a test that asks much at once would be overload.
    server: { port: 0, drainMs: 2_000, overload: { enabled: false } },
    connectors: {
      hubspot: { version: '^1.0.0' },
      mailchimp: { version: '^1.0.0' },
      'meta-ads': { version: '^2.0.0' },
    },
    rates: { base: 'EUR', perUnit: { USD: '0.92', GBP: '1.17' } },
    tenants: Object.fromEntries(['default', ...tenants].map((name) => [name, { connections: connections(name) }])),
  };
  const kept = sandboxOptions?.quotas === false ? { resilience: { quotas: { enabled: false } } } : {};
  const text = JSON.stringify(merge(merge(base, kept), settings)).replaceAll('SANDBOX/', `${sandbox.url}/`);
  return parseConfiguration(text, { file: 'test.selvedge.yaml', env: {} });
}

function merge(base: Settings, over: Settings): Settings {
  const merged: Settings = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const before = merged[name];
    merged[name] = isObject(before) && isObject(value) ? merge(before, value) : value;
  }
  return merged;
}

function isObject(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
