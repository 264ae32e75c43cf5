import type { CrmRecord } from './crm-record.js';
import type { ObjectDefinition } from './object-types.js';
import type { ParsedValues } from './property-writes.js';
import { searchablePhone } from './searchable-phone.js';
import type { Table } from './table.js';

export interface WriteTarget {
  table: Table;
  definition: ObjectDefinition;
}

/** Creates an object. `now`: epoch milliseconds. */
export function createRecord({ table, definition }: WriteTarget, values: ParsedValues, now: number): CrmRecord {
  const id = table.newId();
  const blank: CrmRecord = {
    id,
    createdAt: now,
    updatedAt: now,
    archivedAt: null,
    values: { createdate: String(now), hs_object_id: String(id) },
  };
  const record = changed(definition, blank, values, now);
  table.save(record);
  return record;
}

export function updateRecord(
  { table, definition }: WriteTarget,
  current: CrmRecord,
  values: ParsedValues,
  now: number,
): CrmRecord {
  const record = changed(definition, current, values, now);
  table.save(record);
  return record;
}

export function archiveRecord(table: Table, current: CrmRecord, now: number): void {
  table.save({ ...current, archivedAt: now });
}

function changed(definition: ObjectDefinition, current: CrmRecord, written: ParsedValues, now: number): CrmRecord {
  const changes = { ...written, ...calculated(current, written, now), [definition.modifiedProperty]: String(now) };
  const values: Record<string, string> = { ...current.values };
  for (const [property, value] of Object.entries(changes)) {
    if (value === null) delete values[property];
    else values[property] = value;
  }
  return { ...current, values, updatedAt: now };
}

/** Properties that HubSpot derives from the written ones. */
function calculated(current: CrmRecord, written: ParsedValues, now: number): ParsedValues {
  const { phone, lifecyclestage: stage, dealstage } = written;
  const enters = stage !== undefined && stage !== null && stage !== current.values.lifecyclestage;
  return {
    ...(phone === undefined
      ? {}
      : { hs_searchable_calculated_phone_number: phone === null ? null : searchablePhone(phone) }),
    ...(enters && DATED_STAGES.has(stage) ? { [`hs_lifecyclestage_${stage}_date`]: String(now) } : {}),
    ...(dealstage === undefined ? {} : { hs_is_closed_won: String(dealstage === 'closedwon') }),
  };
}

const DATED_STAGES = new Set(['marketingqualifiedlead', 'salesqualifiedlead']);
