export { createLogger, type Logger, type LoggerOptions, type LogLevel } from './logger.js';
export {
  type BreakerState,
  type CacheResult,
  createMetrics,
  type Metrics,
  type OperationOutcome,
  type VendorOutcome,
} from './metrics.js';
export { logRequest, type RequestLogFields } from './request-log.js';
