import type { Call } from '@selvedge/connector-api';
import { elementFailures, isNotFound } from './element-errors.js';
import { batchAnswer, type CrmObject } from './wire.js';

/** Most ids in one batch read. */
export const BATCH_READ_LIMIT = 100;

export interface BatchRead {
  /** Path of the objects, e.g. `/crm/v3/objects/contacts`. */
  objects: string;
  properties: readonly string[];
  /** Property by which the inputs name objects; the id when left out. */
  idProperty?: 'email';
}

/** Objects by id: one, null or an Error per id, in their order. */
export async function readByIds(
  ids: readonly string[],
  call: Call,
  what: BatchRead,
): Promise<(CrmObject | null | Error)[]> {
  // One id that is no number would fail the whole batch.
  const found = await batchRead(
    ids.filter((id) => /^\d+$/.test(id)),
    call,
    what,
  );
  const byId = new Map(found.objects.map((object) => [object.id, object]));
  return ids.map((id) => byId.get(id) ?? found.failures.get(id) ?? null);
}

/** Objects by any keys, each once and in no order, and the failures by key. Keys without either are not there. */
export async function batchRead(
  keys: readonly string[],
  call: Call,
  { objects, properties, idProperty }: BatchRead,
): Promise<{ objects: CrmObject[]; failures: Map<string, Error> }> {
  // HubSpot refuses a batch in which a key stands twice.
  const inputs = [...new Set(keys)].map((id) => ({ id }));
  if (inputs.length === 0) return { objects: [], failures: new Map() };
  const { body } = await call.fetch({
    method: 'POST',
    path: `${objects}/batch/read`,
    json: { properties, propertiesWithHistory: [], inputs, ...(idProperty === undefined ? {} : { idProperty }) },
    idempotent: true,
    answer: batchAnswer,
  });
  const failed = (body.errors ?? []).filter((error) => !isNotFound(error));
  return { objects: body.results, failures: elementFailures(failed, ['ids', 'id']) };
}
