import { z } from 'zod';
import { flag, number } from './from-text.js';

const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens, beginning with a letter');
const range = z.string().min(1).describe('A semver range, e.g. ^1.0.0');

const RESERVED_HEADERS = new Set(['authorization', 'connection', 'content-length', 'content-type', 'cookie', 'host']);

/** What a vendor wants besides the token, e.g. Google Ads' developer token; the gateway alone puts it on requests. */
const secretHeaders = z
  .record(
    z
      .string()
      .regex(/^[A-Za-z0-9-]+$/, 'must be a header name: letters, digits and hyphens')
      .refine((name) => !RESERVED_HEADERS.has(name.toLowerCase()), 'is a header that the gateway sets itself'),
    z.string().regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces'),
  )
  .optional()
  .describe('Further secret headers of each request, e.g. developer-token');

const credential = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('token'),
    token: z.string().min(1).describe('API key or long-lived token'),
    headers: secretHeaders,
  }),
  z.strictObject({
    type: z.literal('client-credentials'),
    tokenUrl: z.url(),
    clientId: z.string(),
    clientSecret: z.string(),
    scope: z.string().optional(),
    headers: secretHeaders,
  }),
  z.strictObject({
    type: z.literal('refresh-token'),
    tokenUrl: z.url(),
    clientId: z.string(),
    clientSecret: z.string(),
    refreshToken: z.string(),
    headers: secretHeaders,
  }),
  z.strictObject({
    type: z.literal('jwt-bearer'),
    tokenUrl: z.url(),
    clientId: z.string().describe('Issuer of the assertion, e.g. the consumer key of a Salesforce app'),
    subject: z.string().describe('Whom the token acts for, e.g. the name of an integration user'),
    audience: z.string().describe('Who is asked, e.g. https://login.salesforce.com'),
    privateKey: z.string().describe('RSA private key, PEM, whose certificate the vendor has'),
    headers: secretHeaders,
  }),
]);

const connection = z.strictObject({
  baseUrl: z.url().optional().describe("Where the vendor's API is; default: the vendor's own"),
  credential,
  settings: z.record(z.string(), z.string()).default({}),
});

export const configurationSchema = z.strictObject({
  mode: z.enum(['production', 'development', 'sandbox']).default('production'),
  server: z
    .strictObject({
      host: z.string().default('127.0.0.1'),
      port: number(z.int().min(0).max(65_535)).default(4000),
      drainMs: number(z.int().min(0)).default(10_000).describe('Longest wait for requests in flight at shutdown'),
    })
    .prefault({}),
  connectorsDirectory: z
    .string()
    .optional()
    .describe('Folder with connector packages, besides the workspace and node_modules'),
  connectors: z.record(
    id,
    z.strictObject({
      version: range,
      candidate: z
        .strictObject({
          version: range,
          weight: number(z.number().min(0).max(100)).describe('Percent of the callers'),
          stickyBy: z
            .enum(['user', 'tenant', 'client'])
            .default('user')
            .describe('What keeps a caller on one version; a caller who names no user is told apart by tenant'),
        })
        .optional(),
    }),
  ),
  systemOfRecord: id.optional().describe('Connector whose contacts `customers` pages through; default: the first CRM'),
  precedence: z.record(z.string(), z.array(id)).default({}),
  rates: z.strictObject({ base: z.string().length(3), perUnit: z.record(z.string().length(3), z.string()) }).optional(),
  tenants: z.record(id, z.strictObject({ connections: z.record(id, connection) })),
  clients: z
    .array(
      z.strictObject({
        id,
        tenant: id,
        keyHash: z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be sha256: and 64 hexadecimal digits'),
        scopes: z.array(z.string()),
        expires: z.iso.datetime().optional(),
      }),
    )
    .default([]),
  issuers: z
    .array(
      z.strictObject({
        issuer: z.url(),
        audience: z.string(),
        jwksUri: z.url().optional().describe('Default: from the issuer’s metadata'),
        tenantClaim: z.string().default('tenant'),
      }),
    )
    .default([]),
  cache: z
    .strictObject({
      enabled: flag().default(true),
      redisUrl: z.string().optional().describe(`Shared cache, e.g. \${REDIS_URL}`),
      maxEntries: number(z.int().min(1)).default(50_000),
      staleWhileRevalidateMs: number(z.int().min(0)).default(30_000),
      staleIfErrorMs: number(z.int().min(0)).default(600_000),
    })
    .prefault({}),
  resilience: z
    .strictObject({
      operationDeadlineMs: number(z.int().min(1)).default(10_000),
      breaker: z
        .strictObject({
          windowMs: number(z.int().min(1)).default(10_000),
          volume: number(z.int().min(1)).default(20).describe('Calls in the window before the failure share counts'),
          failurePercent: number(z.number().min(1).max(100)).default(50),
          consecutiveFailures: number(z.int().min(1)).default(5),
          openMs: number(z.int().min(1)).default(30_000),
          probes: number(z.int().min(1)).default(3).describe('Successful probes in a row that close it'),
        })
        .prefault({}),
      retries: number(z.int().min(0).max(10)).default(2),
    })
    .prefault({}),
});

/** A whole configuration, parsed and with its defaults. */
export type Configuration = z.output<typeof configurationSchema>;
export type ConnectionConfiguration = z.output<typeof connection>;
export type CredentialConfiguration = z.output<typeof credential>;
