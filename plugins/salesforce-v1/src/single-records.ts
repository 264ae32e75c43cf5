import { type Call, VendorError } from '@selvedge/connector-api';
import { explained, type Generation, noContent, type SObject, sobject, typeOf } from '@selvedge/salesforce-wire';

export const ROOT = '/services/data/v39.0';

/** API v39, which has no collections: one record a call. */
export const singleRecords: Generation = {
  root: ROOT,
  readLimit: 1,
  read: (ids, call, { type, fields }) =>
    Promise.all(ids.map((id) => failureOr(readRecord(`${ROOT}/sobjects/${type}/${id}`, fields, call)))),
  eraseLimit: 1,
  remove: (ids, call) => Promise.all(ids.map((id) => failureOr(removeRecord(id, call)))),
};

const ABSENT: ReadonlySet<string | undefined> = new Set(['NOT_FOUND', 'ENTITY_IS_DELETED']);

async function readRecord(path: string, fields: readonly string[], call: Call): Promise<SObject | null> {
  try {
    const { body } = await call.fetch({ path, query: { fields: fields.join(',') }, answer: sobject });
    return body;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw explained(error);
  }
}

async function removeRecord(id: string, call: Call): Promise<null> {
  try {
    await call.fetch({ method: 'DELETE', path: `${ROOT}/sobjects/${typeOf(id)}/${id}`, answer: noContent });
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
  return null;
}

/** A vendor's failure stays at its place; anything else, such as an abort, fails the batch. */
async function failureOr<T>(outcome: Promise<T>): Promise<T | Error> {
  try {
    return await outcome;
  } catch (error) {
    if (VendorError.is(error)) return error;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return VendorError.is(error) && error.failure.class === 'invalid' && ABSENT.has(error.failure.vendorCode);
}
