import type { ObjectDefinition } from './object-types.js';
import type { Org } from './org.js';
import { noAccess, type Written } from './record-checks.js';
import { SalesforceError } from './salesforce-error.js';
import type { SObject } from './sobject.js';
import type { Table } from './table.js';

/** Creates a record, or changes `current`. `written` is checked; `now`: epoch milliseconds. */
export function writeRecord(table: Table, written: Written, now: number, current?: SObject): SObject {
  const id = current?.id ?? table.newId();
  const blank = { Id: id, IsDeleted: false, CreatedDate: now };
  const values: Written = { ...(current?.values ?? blank), ...written, LastModifiedDate: now, SystemModstamp: now };
  const Name = [values.FirstName, values.LastName].filter((part) => part).join(' ');
  const record = { id, deleted: false, values: { ...values, Name } };
  table.save(record);
  return record;
}

/** Moves a record to the recycle bin, and a contact's roles with it. Throws where there is nothing to delete. */
export function deleteRecord(org: Org, definition: ObjectDefinition, id: string): SObject {
  const table = org.tables[definition.type];
  const record = liveRecord(table, id);
  if (!definition.writable) throw noAccess();
  const remove = (from: Table, one: SObject) =>
    from.save({ ...one, deleted: true, values: { ...one.values, IsDeleted: true } });
  remove(table, record);
  if (definition.type === 'Contact') {
    const roles = org.tables.OpportunityContactRole;
    for (const role of roles.withText('ContactId', record.id)) remove(roles, role);
  }
  return record;
}

/** A live record. Throws Salesforce's 404s for one that is deleted or never was. */
export function liveRecord(table: Table, id: string): SObject {
  const record = table.get(id);
  if (!record) throw new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
  if (record.deleted) throw new SalesforceError(404, 'ENTITY_IS_DELETED', 'entity is deleted');
  return record;
}
