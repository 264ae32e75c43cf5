import { createHash } from 'node:crypto';
import type { GraphQLResolveInfo } from 'graphql';

/** What a list is told apart by, so that a cursor of one is not taken for a place in another. */
export interface ListIdentity {
  /** The field that shows it, e.g. `Query.contacts`. */
  field: string;
  /** A short hash of the text that was searched for, or of the record whose list it is. */
  selection: string;
}

/** What of a field's info names it. */
type Place = Pick<GraphQLResolveInfo, 'fieldName'> & { parentType: { name: string } };

/** The list at the field that is being resolved. `selection`: whatever else than the vendor decides what is in it. */
export function listOf(info: Place, selection: { query?: string | null; of?: string }): ListIdentity {
  const { query, of } = selection;
  // Hashed, for what people search by may be an address, and cursors end up in logs.
  const hash = createHash('sha256').update(JSON.stringify([query || null, of ?? null]));
  return { field: `${info.parentType.name}.${info.fieldName}`, selection: hash.digest('base64url').slice(0, 8) };
}
