export { type Breaker, type BreakerEvents, type BreakerOptions, type BreakerState, createBreaker } from './breaker.js';
export type { BreakerDescription, BreakerFailure, LastFailure } from './breaker-description.js';
export { callsFor } from './calls-for.js';
export { type ConnectionClient, createConnectionClient } from './connection-client.js';
export { type Deadline, DeadlineExceeded, startDeadline, untilAborted } from './deadline.js';
export { createDefects, type DefectKind, type Defects, type GuardedPackage } from './defects.js';
export { guard, type VersionGuards } from './guard.js';
export { type GuardJobOptions, guardJob } from './guard-job.js';
export { causeOf, type Served } from './lift.js';
export {
  createMemoryLedger,
  createPacer,
  createQuotaLedger,
  createUsageNotes,
  type Denial,
  type Grant,
  type Pacer,
  type PacerEvent,
  type QuotaLedger,
  type Reserve,
  type Settlement,
  type Taking,
  type Traffic,
  type UsageNotes,
  type WindowStanding,
} from './quota/index.js';
export { isLongReport, type ReportAsJobOptions, reportAsJob } from './report-as-job.js';
export type { RetryPolicy } from './retry.js';
export { spareClient } from './spare-client.js';
export { abortSignalOf, Stop } from './stop.js';
export { kindOf, tagsOfWrite } from './tags.js';
export { createVendorPools, type VendorPools } from './vendor-pools.js';
