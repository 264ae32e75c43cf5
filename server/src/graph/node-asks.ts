import type { Asking } from './asks/asks.js';
import { NO_RECORDS, ofEach } from './asks/records.js';
import { personByRecord } from './customer/customer-asks.js';
import { parseGlobalId } from './global-id.js';
import { BY_ID } from './node-capabilities.js';

/** The record, or the person, that the id names. */
export const nodeById: Asking = (_, { args }, reckoning) => {
  const named = typeof args.id === 'string' ? parseGlobalId(args.id) : null;
  if (named === null) return NO_RECORDS;
  const record = ofEach([named.connector], 1);
  if (named.kind === 'Customer') return { byType: { Customer: personByRecord(named.id, record, reckoning) } };
  reckoning.ask(BY_ID[named.kind], record);
  return { byType: { [named.kind]: record } };
};
