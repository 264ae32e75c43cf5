import type { Batch, Call, CapabilityImplementation } from '@selvedge/connector-api';
import type { ContactRecord } from '@selvedge/schema';
import { CONTACT_FIELD_SETS } from './field-sets.js';
import { PERSON_TYPES, type PersonType, personFields } from './fields.js';
import type { Generation } from './generation.js';
import { idOfType, type ObjectType, typeOf } from './record-id.js';
import { type Mapping, mapRow, personOf } from './records.js';
import { flagOf } from './values.js';
import type { SObject } from './wire.js';

interface OneType<R> {
  type: ObjectType;
  fields: (call: Call) => readonly string[];
  mapping: (call: Call) => Mapping<R>;
}

/** Records of one type by id; what is no id of the type is not there. */
export function byId<R>(generation: Generation, { type, fields, mapping }: OneType<R>): Batch<string, R> {
  return async (inputs, call) => {
    const ids = inputs.map((input) => idOfType(input, [type]));
    const rows = await readEach(ids, call, generation, { type, fields: fields(call) });
    return ids.map((id) => mapRow(rows.get(id) ?? null, mapping(call)));
  };
}

/** Contacts and leads by id, told apart by its prefix. A converted lead is not there: its contact is. */
export function contactById(generation: Generation): CapabilityImplementation<'contact.byId'> {
  return {
    maxBatch: generation.readLimit,
    callsPerBatch: (ids) => Math.min(ids, PERSON_TYPES.length),
    fieldSets: CONTACT_FIELD_SETS,
    run: async (inputs, call) => {
      const ids = inputs.map((input) => idOfType(input, PERSON_TYPES));
      const found = await Promise.all(PERSON_TYPES.map((type) => people(ids, type, call, generation)));
      return ids.map((id) => found.map((people) => people.get(id)).find((person) => person !== undefined) ?? null);
    },
  };
}

async function people(ids: readonly (string | null)[], type: PersonType, call: Call, generation: Generation) {
  const own = ids.filter((id) => id !== null && typeOf(id) === type);
  const rows = await readEach(own, call, generation, { type, fields: personFields(type, call) });
  const people = new Map<string | null, ContactRecord | null | Error>();
  for (const [id, row] of rows) people.set(id, isConverted(row) ? null : mapRow(row, personOf(type, call)));
  return people;
}

/** Each id asked once. */
async function readEach(
  ids: readonly (string | null)[],
  call: Call,
  generation: Generation,
  what: Parameters<Generation['read']>[2],
): Promise<Map<string | null, SObject | null | Error>> {
  const distinct = [...new Set(ids.filter((id) => id !== null))];
  if (distinct.length === 0) return new Map();
  const rows = await generation.read(distinct, call, what);
  return new Map(distinct.map((id, at) => [id, rows[at] ?? null]));
}

function isConverted(row: SObject | null | Error): boolean {
  return row !== null && !(row instanceof Error) && flagOf(row.IsConverted) === true;
}
