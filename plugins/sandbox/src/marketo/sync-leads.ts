import { type Lead, present, WRITABLE_FIELDS } from './lead.js';
import type { AccountLeads } from './leads.js';
import { MarketoError } from './marketo-error.js';

export interface SyncRequest {
  action: 'createOrUpdate' | 'createOnly' | 'updateOnly' | 'createDuplicate';
  lookupField: 'email' | 'id';
  input: readonly Readonly<Record<string, string | number | null>>[];
}

export type SyncResult =
  | { id: number; status: 'created' | 'updated' }
  | { id?: number; status: 'skipped'; reasons: [{ code: string; message: string }] };

const ACTIONS = ['createOrUpdate', 'createOnly', 'updateOnly', 'createDuplicate'] as const;
/** Most leads of one write or deletion. */
export const INPUT_LIMIT = 300;

/** The request with its defaults. Throws Marketo's refusal of a whole request. */
export function parseSync(body: unknown): SyncRequest {
  const { action = 'createOrUpdate', lookupField = 'email', input } = (body ?? {}) as Partial<SyncRequest>;
  if (!ACTIONS.includes(action)) throw new MarketoError('1003', `Invalid action '${action}'`);
  if (lookupField !== 'email' && lookupField !== 'id') {
    throw new MarketoError('1003', `Invalid lookupField '${String(lookupField)}'`);
  }
  return { action, lookupField, input: checkedInput(input) };
}

/** Refuses an input that is empty or too long. */
export function checkedInput<T>(input: readonly T[] | undefined): readonly T[] {
  if (!Array.isArray(input) || input.length === 0) throw new MarketoError('1003', "Field 'input' not specified");
  if (input.length > INPUT_LIMIT) throw new MarketoError('1003', `Too many leads: at most ${INPUT_LIMIT}`);
  return input;
}

/**
 * Writes leads. Who exists is looked up first and written only a turn later, so that two requests with one new key at
 * the same time make two leads of it, as Marketo's do.
 */
export async function syncLeads(leads: AccountLeads, request: SyncRequest, now: number): Promise<SyncResult[]> {
  const plans = request.input.map((record) => planOf(leads, request, record));
  await new Promise((resolve) => setImmediate(resolve));
  const created = new Map<string, number>();
  return plans.map((plan) => {
    if ('status' in plan) return plan;
    const known = created.get(plan.key);
    const current = plan.current ?? (known === undefined ? undefined : leads.get(known));
    const lead = changed(current ?? { id: leads.newId(), values: {}, createdAt: now, updatedAt: now }, plan, now);
    leads.save(lead);
    if (!current && request.action !== 'createDuplicate') created.set(plan.key, lead.id);
    return { id: lead.id, status: current ? 'updated' : 'created' };
  });
}

interface Plan {
  key: string;
  current: Lead | undefined;
  values: Readonly<Record<string, string | null>>;
}

function planOf(
  leads: AccountLeads,
  { action, lookupField }: SyncRequest,
  record: SyncRequest['input'][number],
): Plan | SyncResult {
  const { id, ...rest } = record;
  const key = String((lookupField === 'id' ? id : rest.email) ?? '');
  if (key === '') return skipped('1003', `Value for lookup field '${lookupField}' not found`);
  const fields = lookupField === 'email' ? { ...rest, email: key } : rest;
  const unknown = Object.keys(fields).find((name) => !WRITABLE_FIELDS.has(name));
  if (unknown !== undefined) return skipped('1006', `Field '${unknown}' not found`);
  const values = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value === null ? null : String(value)]),
  );
  if (values.email && !/^[^\s@]+@[^\s@]+$/.test(values.email)) {
    return skipped('1001', `Invalid value '${values.email}'. Required of type 'email'`);
  }
  if (action === 'createDuplicate') return { key, current: undefined, values };
  const found =
    lookupField === 'email' ? leads.byEmail(key) : [leads.get(Number(key))].filter((lead) => lead !== undefined);
  const [current, other] = found;
  if (other) return skipped('1007', 'Multiple lead match lookup criteria');
  if (current && action === 'createOnly') return skipped('1005', 'Lead already exists', current.id);
  if (!current && (action === 'updateOnly' || lookupField === 'id')) return skipped('1004', 'Lead not found');
  return { key: key.toLowerCase(), current, values };
}

function changed(current: Lead, { values }: Plan, now: number): Lead {
  return { ...current, values: present({ ...current.values, ...values }), updatedAt: now };
}

function skipped(code: string, message: string, id?: number): SyncResult {
  return { ...(id === undefined ? {} : { id }), status: 'skipped', reasons: [{ code, message }] };
}
