import type { CapabilityImplementation } from '@selvedge/connector-api';
import type { Generation } from './generation.js';
import { queryIn } from './query.js';
import { idOfType, type ObjectType } from './record-id.js';
import { referenceOf } from './records.js';

type NeighbourCapability =
  | 'contact.idsByCompany'
  | 'contact.idsByDeal'
  | 'company.idsByDeal'
  | 'deal.idsByContact'
  | 'deal.idsByCompany';

/** Where one object names another. */
export interface Reference {
  /** Type of the inputs. */
  of: ObjectType;
  /** Object that holds both ids, and its fields for the input and for the neighbour. */
  object: ObjectType;
  from: string;
  to: string;
  /** Default: the neighbour's id. */
  order?: string;
}

/** Ids of an object's neighbours; an empty list where it has none, or is not there. */
export function neighbours<C extends NeighbourCapability>(
  generation: Generation,
  { of, object, from, to, order = to }: Reference,
): CapabilityImplementation<C> {
  return {
    maxBatch: 400,
    run: async (inputs, call) => {
      const ids = inputs.map((input) => idOfType(input, [of]));
      const fields = [...new Set(['Id', from, to])].join(',');
      const soql = (list: string) => `SELECT ${fields} FROM ${object} WHERE ${from} IN ${list} ORDER BY ${order}`;
      const rows = await queryIn(
        ids.filter((id) => id !== null),
        soql,
        call,
        generation,
      );
      const found = Map.groupBy(rows, (row) => referenceOf(row[from]));
      return ids.map((id) => {
        const own = found.get(id)?.map((row) => referenceOf(row[to])) ?? [];
        return [...new Set(own.filter((neighbour) => neighbour !== null))];
      });
    },
  };
}
