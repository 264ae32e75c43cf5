import { z } from 'zod';
import { admin } from './admin-schema.js';
import { clients, issuers } from './caller-schemas.js';
import { credential } from './credential-schema.js';
import { number } from './from-text.js';
import { id } from './id-schema.js';
import { rollout } from './rollout-schema.js';
import { cache, limits, operations, resilience } from './runtime-schemas.js';
import { server } from './server-schema.js';
import { store } from './store-schema.js';

const range = z.string().min(1).describe('A semver range, e.g. ^1.0.0; the newest version in it is taken');

const connector = z
  .strictObject({
    version: range,
    candidate: z
      .strictObject({
        version: range,
        weight: number(z.number().min(0).max(100)).describe('Percent of the callers, 0 to 100'),
        stickyBy: z
          .enum(['user', 'tenant', 'client'])
          .default('user')
          .describe('What keeps a caller on one version; a caller who names no user is told apart by client'),
      })
      .optional()
      .describe('Version on trial: a share of the callers is answered by it, and by stable when it fails them'),
    rollout,
  })
  .describe('Versions of the connector to use');

const connection = z
  .strictObject({
    baseUrl: z.url().optional().describe("Where the vendor's API is; default: the vendor's own"),
    credential,
    settings: z
      .record(z.string(), z.string())
      .default({})
      .describe("What the connector asks to be told, e.g. adAccountId; see the connector's README"),
  })
  .describe("The tenant's account at the vendor");

const tenant = z
  .strictObject({ connections: z.record(id, connection).describe('Accounts at vendors, by connector') })
  .describe('One company or brand; data of tenants never mixes');

const currency = z.string().length(3);

export const configurationSchema = z.strictObject({
  mode: z
    .enum(['production', 'development', 'sandbox'])
    .default('production')
    .describe('sandbox: asks nobody who they are. development: GraphiQL, introspection, Selvedge-Connector'),
  server,
  connectorsDirectory: z
    .string()
    .optional()
    .describe('Folder with connector packages, besides the workspace and node_modules'),
  connectors: z.record(id, connector).describe('Connectors in use, by id'),
  systemOfRecord: id.optional().describe('Connector whose contacts `customers` pages through; default: the first CRM'),
  precedence: z
    .record(z.string(), z.array(id))
    .default({})
    .describe('Per field, whose value is shown where vendors disagree, best first; default: the newest'),
  rates: z
    .strictObject({
      base: currency.describe('Currency in which one unit is told, ISO 4217'),
      perUnit: z.record(currency, z.string()).describe('Per currency, the worth of one unit; decimals in quotes'),
    })
    .optional()
    .describe('Exchange rates for sums over several currencies'),
  tenants: z.record(id, tenant).describe('Whose data is served, by tenant id'),
  clients,
  issuers,
  redisUrl: z
    .string()
    .optional()
    .describe(`A Redis that several gateways share, e.g. \${REDIS_URL}; default: each keeps to itself`),
  redisTimeoutMs: number(z.int().min(1))
    .default(20)
    .describe('Longest wait for an answer of Redis; past it the gateway does without until Redis is quick again'),
  cache,
  limits,
  operations,
  resilience,
  store,
  admin,
});

/** A whole configuration, parsed and with its defaults. */
export type Configuration = z.output<typeof configurationSchema>;
export type RolloutConfiguration = NonNullable<Configuration['connectors'][string]['rollout']>;
export type ConnectionConfiguration = z.output<typeof connection>;
export type CredentialConfiguration = z.output<typeof credential>;
