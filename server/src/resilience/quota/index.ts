export { type QuotaLedger, type Reserve, TRAFFIC, type Traffic } from './ledger.js';
export { createPacer, type Pacer, type PacerEvent } from './pacer.js';
export { createQuotaLedger } from './shared-ledger.js';
export type { Sent } from './wish.js';
