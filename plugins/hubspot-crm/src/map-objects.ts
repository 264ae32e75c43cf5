import { VendorError } from '@selvedge/connector-api';
import type { Page } from '@selvedge/schema';
import type { Properties } from './records.js';
import type { CrmObject } from './wire.js';

export type Mapping<R> = (id: string, properties: Properties) => R;

/** A record of an object; a value that cannot be read fails this element alone. */
export function mapObject<R>(object: CrmObject | null | Error, mapping: Mapping<R>): R | null | Error {
  if (object === null || object instanceof Error) return object;
  try {
    return mapping(object.id, object.properties);
  } catch (error) {
    if (VendorError.is(error)) return error;
    throw error;
  }
}

/** Records of a page. Throws `malformed` for a value that cannot be read: a page has no place for one failure. */
export function mapPage<R>({ items, next }: Page<CrmObject>, mapping: Mapping<R>): Page<R> {
  return { items: items.map(({ id, properties }) => mapping(id, properties)), next };
}
