import type { Configuration, SettingPath } from '../config/index.js';
import type { StoreCode, StoreStatus } from '../store/index.js';

/** Where the control plane's store is, and how it stands to this program. */
export interface CheckedStore {
  place: string;
  schema: StoreStatus['schema'];
  /** For people. */
  line: string;
}

interface Problem {
  code: StoreCode;
  path: SettingPath;
  message: string;
}

/** What there is to say of the store. */
export interface StoreFindings {
  /** Null where it could not be looked at. */
  store: CheckedStore | null;
  problems: readonly Problem[];
  warnings: readonly Problem[];
}

/**
 * Looks at the store, which is neither made nor changed. One that a newer program used is a problem; one that cannot be reached
 * from here is a warning, as a configuration is often checked where its database is not.
 */
export async function checkStore(configuration: Configuration): Promise<StoreFindings> {
  const { readStoreSchema, StoreError, storeLocation } = await import('../store/index.js');
  const location = storeLocation(configuration);
  if (location.kind === 'memory')
    return told({ place: 'memory', schema: 'absent', line: 'in memory, gone with the gateway' });
  const path = ['store', location.kind === 'postgres' ? 'databaseUrl' : 'file'];
  try {
    const { place, schema } = await readStoreSchema(location);
    const store = { place, schema, line: `${place}: ${SCHEMA[schema]}` };
    if (schema !== 'newer') return told(store);
    const message = `the store was used by a newer Selvedge, and this one does not touch it; start that one, or restore a backup made before into another database`;
    return { store, problems: [{ code: 'STORE_NEWER', path, message }], warnings: [] };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (error.code === 'STORE_NOT_FOUND' && location.kind === 'file') {
      return told({ place: location.file, schema: 'absent', line: `${location.file}: ${SCHEMA.absent}` });
    }
    return { store: null, problems: [], warnings: [{ code: error.code, path, message: withoutCode(error.message) }] };
  }
}

const SCHEMA: Readonly<Record<StoreStatus['schema'], string>> = {
  absent: 'the first start makes it',
  older: 'of an older Selvedge; the next start brings it up to date',
  current: 'in order',
  newer: 'used by a newer Selvedge',
};

/** It is told beside the message. */
function withoutCode(message: string): string {
  return message.replace(/ \[STORE_\w+\]$/, '');
}

function told(store: CheckedStore): StoreFindings {
  return { store, problems: [], warnings: [] };
}
