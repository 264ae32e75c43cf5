import type { Batch, CapabilityImplementation } from '@selvedge/connector-api';
import { elementFailures, isNotFound } from './element-errors.js';
import { associationAnswer } from './wire.js';

type AssociationCapability =
  | 'contact.idsByCompany'
  | 'contact.idsByDeal'
  | 'company.idsByDeal'
  | 'deal.idsByContact'
  | 'deal.idsByCompany';

/** Most ids in one association read. */
const ASSOCIATION_LIMIT = 1_000;

/**
 * Ids of the objects that are associated with others. HubSpot does not tell an object without associations from one
 * that is not there: both have none. `path`: of the associations between two types of object.
 */
export function associations<C extends AssociationCapability>(path: string): CapabilityImplementation<C> {
  const run: Batch<string, readonly string[]> = async (ids, call) => {
    const found = new Map<string, Set<string>>();
    const failures = new Map<string, Error>();
    let inputs: { id: string; after?: string }[] = [...new Set(ids)]
      .filter((id) => /^\d+$/.test(id))
      .map((id) => ({ id }));
    while (inputs.length > 0) {
      const { body } = await call.fetch({
        method: 'POST',
        path: `${path}/batch/read`,
        json: { inputs },
        idempotent: true,
        answer: associationAnswer,
      });
      const failed = (body.errors ?? []).filter((error) => !isNotFound(error));
      for (const [id, failure] of elementFailures(failed, ['fromObjectId', 'ids', 'id'])) failures.set(id, failure);
      for (const result of body.results) {
        const known = found.get(result.from.id) ?? new Set();
        for (const { toObjectId } of result.to) known.add(toObjectId);
        found.set(result.from.id, known);
      }
      // An object with very many associations has pages of its own.
      inputs = body.results.flatMap(({ from: { id }, paging }) =>
        paging?.next ? [{ id, after: paging.next.after }] : [],
      );
    }
    return ids.map((id) => failures.get(id) ?? [...(found.get(id) ?? [])]);
  };
  return { maxBatch: ASSOCIATION_LIMIT, run };
}
