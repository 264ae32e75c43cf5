import { z } from 'zod';
import type { ConfigurationErrorCode } from './configuration-error.js';
import { isLoopback } from './loopback.js';
import { nearest } from './nearest.js';
import type { SettingPath } from './setting-path.js';

export interface CrossProblem {
  code: ConfigurationErrorCode;
  path: SettingPath;
  message: string;
  /** Whether the setting's name is at fault and not its value. */
  atKey?: true;
}

/**
 * What no single setting can show: names must be defined, keys unique, a sandbox closed to others.
 * Works on settings that may be invalid elsewhere, so that all problems are told at once.
 */
export function crossCheck(settings: unknown): CrossProblem[] {
  const outlined = outline.safeParse(settings);
  if (!outlined.success) return [];
  const { mode, server, connectors, systemOfRecord, precedence, tenants, clients } = outlined.data;
  const connectorIds = connectors && Object.keys(connectors);
  const tenantIds = tenants && Object.keys(tenants);
  return [
    ...(mode === 'sandbox' ? exposure(server.host) : []),
    ...(mode === 'production' || mode === null ? openOrigins(server.allowedOrigins) : []),
    ...twoCandidates(connectors ?? {}),
    ...reference('connector', systemOfRecord, connectorIds, ['systemOfRecord']),
    ...Object.entries(precedence).flatMap(([field, ids]) =>
      ids.flatMap((id, index) => reference('connector', id, connectorIds, ['precedence', field, index])),
    ),
    ...Object.entries(tenants ?? {}).flatMap(([tenant, { connections }]) =>
      Object.keys(connections).flatMap((id) =>
        reference('connector', id, connectorIds, ['tenants', tenant, 'connections', id]).map((problem) => ({
          ...problem,
          atKey: true as const,
        })),
      ),
    ),
    ...clients.flatMap(({ tenant }, index) => reference('tenant', tenant, tenantIds, ['clients', index, 'tenant'])),
    ...repeated(clients, 'id'),
    ...repeated(clients, 'keyHash'),
  ];
}

function exposure(host: string): CrossProblem[] {
  if (isLoopback(host)) return [];
  const message = `expected a loopback address such as 127.0.0.1 in sandbox mode, which asks nobody who they are, but got ${JSON.stringify(host)}; use mode development or production to listen there`;
  return [{ code: 'CONFIG_SANDBOX_EXPOSED', path: ['server', 'host'], message }];
}

/** In production an origin is one site's; every port of a host may be anybody's. */
function openOrigins(origins: readonly (string | null)[]): CrossProblem[] {
  return origins.flatMap((origin, index) => {
    if (!origin?.endsWith(':*')) return [];
    const message = `expected an origin with its port in production mode, but got ${JSON.stringify(origin)}; any port is for modes development and sandbox`;
    return [{ code: 'CONFIG_INVALID' as const, path: ['server', 'allowedOrigins', index], message }];
  });
}

/** A fixed share and a rollout would both say who is answered by what. */
function twoCandidates(connectors: Readonly<Record<string, unknown>>): CrossProblem[] {
  return Object.entries(connectors).flatMap(([connector, settings]) => {
    if (!bothCandidates.safeParse(settings).success) return [];
    const message =
      'expected either candidate (a fixed share of the callers) or rollout (a share that grows by evidence), but both are here; take one out';
    return [
      { code: 'CONFIG_INVALID' as const, path: ['connectors', connector, 'rollout'], message, atKey: true as const },
    ];
  });
}

function reference(
  kind: 'connector' | 'tenant',
  id: string | null,
  defined: readonly string[] | null,
  path: SettingPath,
): CrossProblem[] {
  if (id === null || defined === null || defined.includes(id)) return [];
  const meant = nearest(id, defined);
  const known = defined.length === 0 ? 'none is configured' : `configured: ${defined.join(', ')}`;
  const advice = meant === null ? `(${known})` : `(${known}); did you mean "${meant}"?`;
  return [
    { code: 'CONFIG_UNKNOWN_REFERENCE', path, message: `expected a configured ${kind}, but got "${id}" ${advice}` },
  ];
}

function repeated(clients: readonly Client[], name: 'id' | 'keyHash'): CrossProblem[] {
  return clients.flatMap((client, index) => {
    const first = clients.findIndex((other) => other[name] === client[name]);
    if (client[name] === null || first === index) return [];
    const message = `expected ${name === 'id' ? 'an' : 'a'} ${name} of its own for each client, but clients[${first}] has the same`;
    return [{ code: 'CONFIG_DUPLICATE' as const, path: ['clients', index, name], message }];
  });
}

const bothCandidates = z.object({
  candidate: z.record(z.string(), z.unknown()),
  rollout: z.record(z.string(), z.unknown()),
});
const text = z.string().nullable().catch(null);
const names = z.record(z.string(), z.unknown());
const client = z.object({ id: text, tenant: text, keyHash: text });
type Client = z.output<typeof client>;

/** The parts that name each other; null or empty where the file has something else there. */
const outline = z.object({
  mode: text,
  server: z
    .object({ host: z.string().catch('127.0.0.1'), allowedOrigins: z.array(text).catch([]) })
    .catch({ host: '127.0.0.1', allowedOrigins: [] }),
  connectors: names.nullable().catch(null),
  systemOfRecord: text,
  precedence: z.record(z.string(), z.array(text).catch([])).catch({}),
  tenants: z
    .record(z.string(), z.object({ connections: names.catch({}) }).catch({ connections: {} }))
    .nullable()
    .catch(null),
  clients: z.array(client.catch({ id: null, tenant: null, keyHash: null })).catch([]),
});
