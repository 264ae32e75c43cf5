import type { CapabilityName } from '@selvedge/schema';
import type { Asking } from '../asks/asks.js';
import { NO_RECORDS, ofEach } from '../asks/records.js';
import { MOST_RECORDS } from './check-count.js';

/** Every record of the argument `records` is written to the connector that the caller names. */
export function writeOf(capability: CapabilityName, records: string): Asking {
  return (_, { args }, { ask }) => {
    const count = countOf(args[records]);
    if (typeof args.connector !== 'string' || count > MOST_RECORDS) return NO_RECORDS;
    const written = ofEach([args.connector], count);
    ask(capability, written);
    return written;
  };
}

/** Every record of the argument `records`, or one without it, is told to those named, or to all that can take it. */
export function writeToAll(capability: CapabilityName, records?: string): Asking {
  return (_, { args }, { ask, offering }) => {
    const count = records === undefined ? 1 : countOf(args[records]);
    if (count > MOST_RECORDS) return NO_RECORDS;
    const { connectors } = args;
    const able = offering(capability);
    const written = ofEach(connectors == null ? able : able.filter((id) => isNamed(connectors, id)), count);
    ask(capability, written);
    return written;
  };
}

/** GraphQL takes one value for a list of one. */
function countOf(list: unknown): number {
  if (Array.isArray(list)) return list.length;
  return list == null ? 0 : 1;
}

function isNamed(connectors: unknown, id: string): boolean {
  return Array.isArray(connectors) ? connectors.includes(id) : connectors === id;
}
