import type { Connector } from '@selvedge/connector-api';
import { isCapability, isJob, isOwnCapability } from '@selvedge/schema';
import { z } from 'zod';
import { describeShape } from './describe-shape.js';
import type { ConnectorLoadCode } from './errors.js';

export type ReadDefinition =
  | { ok: true; definition: Connector }
  | { ok: false; code: ConnectorLoadCode; message: string };

/** Judges a package's default export by its shape alone: it may come from any copy of `@selvedge/connector-api`. */
export function readDefinition(value: unknown, id: string): ReadDefinition {
  const shape = connectorShape.safeParse(value);
  if (!shape.success) {
    const problems = value === undefined ? 'there is none' : describeShape(shape.error, value);
    const message = `expected a connector as the default export (see defineConnector), but ${problems}`;
    return { ok: false, code: 'CONNECTOR_MALFORMED', message };
  }
  if (shape.data.id !== id) {
    const message = `expected the definition to have the manifest's id "${id}", but got "${shape.data.id}"`;
    return { ok: false, code: 'CONNECTOR_ID_MISMATCH', message };
  }
  const { capabilities, jobs = {} } = shape.data;
  const unknown = [
    ...Object.keys(capabilities).filter((name) => !isCapability(name) && !isOwn(name, id)),
    ...Object.keys(jobs).filter((name) => !isJob(name)),
  ];
  if (unknown.length > 0) {
    const message = `expected capabilities and jobs that this gateway knows, and its own ones as "${id}/<name>", but got ${unknown.join(', ')}; correct the name, or use a gateway that has it`;
    return { ok: false, code: 'CONNECTOR_CAPABILITY_UNKNOWN', message };
  }
  return { ok: true, definition: value as Connector };
}

function isOwn(name: string, id: string): boolean {
  return isOwnCapability(name) && name.startsWith(`${id}/`);
}

const aFunction = z.custom<unknown>((value) => typeof value === 'function', 'must be a function');

const implementation = z.object({
  maxBatch: z.int().min(1),
  shape: z.enum(['record', 'list', 'page', 'value']).optional(),
  run: aFunction,
  callsPerBatch: aFunction.optional(),
  deadlineMs: z.number().positive().optional(),
  freshForMs: z.number().min(0).optional(),
});

const job = z.object({
  maxBatch: z.int().min(1),
  longerThanDays: z.int().min(0).optional(),
  start: aFunction,
  poll: aFunction,
});

const connectorShape = z.object({
  id: z.string(),
  baseUrl: z.url(),
  credential: z.discriminatedUnion('type', [
    z.object({ type: z.literal('bearer') }),
    z.object({ type: z.literal('basic'), username: z.string() }),
    z.object({ type: z.literal('header'), name: z.string().min(1), prefix: z.string().optional() }),
  ]),
  settings: z.record(z.string(), z.object({ description: z.string(), required: z.boolean() })).optional(),
  scopes: z.array(z.string().min(1)).optional(),
  personalData: z.array(z.string().regex(/^[A-Z]\w*\.\w+$/, 'must be a field such as Contact.emails')).optional(),
  changes: z
    .record(
      z.string().regex(/^\d+\.\d+\.\d+(-[\w.-]+)?$/, 'must be a version such as 2.0.0'),
      z.array(
        z.string().regex(/^([A-Z]\w*\.\w+|[a-z][\w/.-]*)$/, 'must be a field such as Contact.phones, or a capability'),
      ),
    )
    .optional(),
  concurrency: z.int().min(1).optional(),
  classify: aFunction,
  capabilities: z.record(z.string(), implementation),
  jobs: z.record(z.string(), job).optional(),
  graph: z.string().optional(),
});
