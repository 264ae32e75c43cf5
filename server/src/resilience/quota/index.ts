export {
  type Denial,
  type Grant,
  QUEUED_TRAFFIC,
  type QueuedTraffic,
  type QuotaLedger,
  type Reserve,
  type Settlement,
  type Taking,
  type Traffic,
} from './ledger.js';
export { createMemoryLedger } from './memory-ledger.js';
export { createPacer, type Pacer, type PacerEvent } from './pacer.js';
export { createQuotaLedger } from './shared-ledger.js';
export { createUsageNotes, type UsageNotes, type WindowStanding } from './usage-notes.js';
export type { Ask, Sent } from './wish.js';
