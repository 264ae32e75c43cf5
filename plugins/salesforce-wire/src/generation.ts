import type { Call } from '@selvedge/connector-api';
import type { ObjectType } from './record-id.js';
import type { SObject } from './wire.js';

/** What differs between API versions: how records are read and deleted by id. Queries are the same in all. */
export interface Generation {
  /** Path of the version, e.g. `/services/data/v66.0`. */
  root: string;
  /** Most records in one read by id. */
  readLimit: number;
  /** One row, null (not there or not visible) or Error per id, in their order. Ids are canonical, of one type. */
  read(ids: readonly string[], call: Call, what: ReadById): Promise<readonly (SObject | null | Error)[]>;
  /** Most people in one erasure. */
  eraseLimit: number;
  /** Deletes records; null for each that is deleted now, or was before, and an Error for each that is not. */
  remove(ids: readonly string[], call: Call): Promise<readonly (Error | null)[]>;
}

export interface ReadById {
  type: ObjectType;
  fields: readonly string[];
}
