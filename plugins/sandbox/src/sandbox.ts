import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { googleAds } from './google-ads/google-ads.js';
import { googleAnalytics } from './google-analytics/google-analytics.js';
import { hubspot } from './hubspot/hubspot.js';
import { klaviyo } from './klaviyo/klaviyo.js';
import { mailchimp } from './mailchimp/mailchimp.js';
import { marketo } from './marketo/marketo.js';
import { meta } from './meta/meta.js';
import { salesforce } from './salesforce/salesforce.js';
import { createServer } from './server.js';
import { createWorld } from './world/create-world.js';
import type { World, WorldOptions } from './world/world.js';

export interface SandboxOptions extends WorldOptions {
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 4010; 0 takes any free port. */
  port?: number;
  /** Clock of quotas, tokens and writes, epoch milliseconds; default `Date.now`. */
  now?: () => number;
  /** Whether vendors enforce their quotas; default true. */
  quotas?: boolean;
  /** Whether every name that a vendor tells ends with the account it is told to, e.g. `Ada [of acme]`; default false. */
  watermark?: boolean;
}

export interface Sandbox {
  /** E.g. `http://127.0.0.1:4010`, without a slash at the end. */
  url: string;
  world: World;
  /** Base URL of one vendor; throws for an id that the sandbox does not have. */
  baseUrl(vendorId: string): string;
  /** Ends everything, open connections too; any number of calls close once. */
  close(): Promise<void>;
}

const VENDORS = [hubspot, klaviyo, mailchimp, marketo, meta, googleAds, googleAnalytics, salesforce];

/** Starts all vendors on one port. Throws when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const {
    host = '127.0.0.1',
    port = 4010,
    now = Date.now,
    quotas = true,
    watermark = false,
    ...worldOptions
  } = options;
  const world = createWorld(worldOptions);
  const server = createServer({ world, vendors: VENDORS, now, quotas, watermark });
  await listen(server, host, port);
  const url = urlOf(server);
  let closed: Promise<void> | undefined;
  return {
    url,
    world,
    baseUrl(vendorId) {
      const ids = VENDORS.map((vendor) => vendor.id);
      if (!ids.includes(vendorId)) throw new Error(`The sandbox has no vendor ${vendorId}; it has ${ids.join(', ')}`);
      return `${url}/${vendorId}`;
    },
    close() {
      closed ??= server.close();
      return closed;
    },
  };
}

async function listen(server: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    await server.close();
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    throw new Error(
      `The sandbox cannot listen on ${host}:${port}: the port is in use. Give another in the setting \`port\`, or 0 for any free one.`,
      { cause: error },
    );
  }
}

function urlOf(server: FastifyInstance): string {
  const { address, family, port } = server.server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
