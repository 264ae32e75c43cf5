import { invalidInput } from './klaviyo-error.js';
import { isRecord } from './wire.js';

/** A JSON:API resource in a request's body. */
export interface ResourceInput {
  id: string | null;
  attributes: Readonly<Record<string, unknown>>;
  relationships: Readonly<Record<string, unknown>>;
}

/** The resource of a body. @throws KlaviyoError 400 when it has none of that type. */
export function resourceOf(body: unknown, type: string): ResourceInput {
  return resourceIn(isRecord(body) ? body.data : undefined, type, '/data');
}

/** @param pointer where it is, for the error. */
export function resourceIn(data: unknown, type: string, pointer: string): ResourceInput {
  if (!isRecord(data)) throw invalidInput(pointer, 'A resource object is required.');
  if (data.type !== type) throw invalidInput(`${pointer}/type`, `The type must be '${type}'.`);
  const { id, attributes, relationships } = data;
  return {
    id: typeof id === 'string' ? id : null,
    attributes: isRecord(attributes) ? attributes : {},
    relationships: isRecord(relationships) ? relationships : {},
  };
}

/** Resources in a `{ data: […] }`. @throws KlaviyoError 400 when it is no list or longer than `most`. */
export function resourcesIn(value: unknown, type: string, pointer: string, most: number): ResourceInput[] {
  const data = isRecord(value) ? value.data : undefined;
  if (!Array.isArray(data)) throw invalidInput(`${pointer}/data`, 'A list of resource objects is required.');
  if (data.length > most) throw invalidInput(`${pointer}/data`, `At most ${most} resources may be given.`);
  return data.map((item, at) => resourceIn(item, type, `${pointer}/data/${at}`));
}
