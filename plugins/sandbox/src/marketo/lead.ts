import type { MarketoLead } from '../world/world.js';

/** One lead as kept here. */
export interface Lead {
  id: number;
  /** By field name; a field without a value is absent. */
  values: Readonly<Record<string, string>>;
  createdAt: number;
  updatedAt: number;
}

/** Fields that can be written. `lifecycleStage` is one that the account made itself. */
export const WRITABLE_FIELDS: ReadonlySet<string> = new Set([
  'email',
  'firstName',
  'lastName',
  'phone',
  'mobilePhone',
  'leadSource',
  'company',
  'lifecycleStage',
]);
export const FIELDS: ReadonlySet<string> = new Set([...WRITABLE_FIELDS, 'id', 'createdAt', 'updatedAt']);

/** Answered when a request names no fields. */
const DEFAULT_FIELDS = ['id', 'email', 'updatedAt', 'createdAt', 'firstName', 'lastName'];

export function leadOf(known: MarketoLead): Lead {
  const { id, createdAt, updatedAt, email, givenName, familyName, phone, leadSource } = known;
  const values = { email, firstName: givenName, lastName: familyName, phone, leadSource };
  return { id, createdAt, updatedAt, values: present(values) };
}

/** Marketo's rendering: the id always, instants without milliseconds, fields without a value left out. */
export function leadJson(lead: Lead, fields: readonly string[]): object {
  const all: Readonly<Record<string, string | number>> = {
    ...lead.values,
    id: lead.id,
    createdAt: instant(lead.createdAt),
    updatedAt: instant(lead.updatedAt),
  };
  const wanted = fields.length > 0 ? ['id', ...fields] : DEFAULT_FIELDS;
  return Object.fromEntries(wanted.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
}

/** The values that are there. */
export function present(values: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, value]])),
  );
}

function instant(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d+Z$/, 'Z');
}
