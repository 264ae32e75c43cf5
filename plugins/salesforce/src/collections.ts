import { type Call, malformed } from '@selvedge/connector-api';
import {
  elementError,
  explained,
  type Generation,
  type ReadById,
  type SaveResult,
  type SObject,
  saveResult,
  sobject,
} from '@selvedge/salesforce-wire';
import { z } from 'zod';

export const ROOT = '/services/data/v66.0';
/** Most records in one collection write, https://developer.salesforce.com/docs (sObject Collections). */
export const WRITE_LIMIT = 200;

/** API v66: records are read 2,000 and deleted 200 at a time. */
export const collections: Generation = {
  root: ROOT,
  readLimit: 2_000,
  read: readCollection,
  eraseLimit: WRITE_LIMIT,
  async remove(ids, call) {
    const chunks = Array.from({ length: Math.ceil(ids.length / WRITE_LIMIT) }, (_, at) =>
      ids.slice(at * WRITE_LIMIT, (at + 1) * WRITE_LIMIT),
    );
    const answers = await Promise.all(chunks.map((chunk) => removeCollection(chunk, call)));
    return answers.flat();
  },
};

/** Why a record was not written. */
export function saveFailure({ errors: [error] }: SaveResult): Error {
  if (error === undefined) return malformed('Salesforce refused a record and gave no error.');
  return elementError(error.statusCode, error.message ?? 'no reason given');
}

const rows = z.array(sobject.nullable());
const results = z.array(saveResult);
/** A record that is deleted already is not there to be deleted. */
const DELETED = new Set(['ENTITY_IS_DELETED', 'NOT_FOUND']);

async function readCollection(
  ids: readonly string[],
  call: Call,
  { type, fields }: ReadById,
): Promise<(SObject | null)[]> {
  try {
    const { body } = await call.fetch({
      method: 'POST',
      path: `${ROOT}/composite/sobjects/${type}`,
      json: { ids, fields },
      idempotent: true,
      answer: rows,
    });
    if (body.length !== ids.length) {
      throw malformed(`Expected ${ids.length} rows, one per id, but Salesforce answered ${body.length}.`);
    }
    return body;
  } catch (error) {
    throw explained(error);
  }
}

async function removeCollection(ids: readonly string[], call: Call): Promise<(Error | null)[]> {
  const { body } = await call.fetch({
    method: 'DELETE',
    path: `${ROOT}/composite/sobjects`,
    query: { ids: ids.join(','), allOrNone: false },
    answer: results,
  });
  return ids.map((_, at) => {
    const result = body[at];
    if (result === undefined) return malformed('Salesforce did not say what became of a record.');
    const gone = result.errors.some(({ statusCode }) => DELETED.has(statusCode));
    return result.success || gone ? null : saveFailure(result);
  });
}
