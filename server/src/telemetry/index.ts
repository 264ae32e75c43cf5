export type { BreakerState } from './breaker-metrics.js';
export type { CacheMetrics, CacheResult } from './cache-metrics.js';
export { createLogger, type Logger, type LoggerOptions, type LogLevel } from './logger.js';
export { legacyOf, type MetricSnapshot } from './metric-snapshot.js';
export { createMetrics, type Metrics, type OtherWorkers } from './metrics.js';
export type { OperationOutcome } from './operation-metrics.js';
export { logRequest, type RequestLogFields } from './request-log.js';
export type { VendorOutcome } from './vendor-metrics.js';
export type { WorkerCounts } from './worker-metrics.js';
