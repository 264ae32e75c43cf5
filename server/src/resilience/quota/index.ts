export { type QuotaLedger, type Reserve, TRAFFIC, type Traffic } from './ledger.js';
export { createPacer, type Pacer, type PacerEvent, type Sent } from './pacer.js';
export { createQuotaLedger } from './shared-ledger.js';
