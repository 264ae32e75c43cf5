import type { Logger } from './logger.js';

/**
 * All that a request may leave in the log. A list of what is allowed, so that a new header, variable or
 * field of an error can not slip in: no personal data, no variables, no query text, no query string.
 */
export interface RequestLogFields {
  requestId: string;
  method: string;
  /** Without the query string. */
  path: string;
  status: number;
  durationMs: number;
  tenant?: string;
  client?: string;
  operationName?: string;
  errorCodes?: readonly string[];
}

/** Writes one line for one answered request at a level, at `warn` for a status of 500 or more. */
export function logRequest(logger: Logger, fields: RequestLogFields, level: 'info' | 'debug' = 'info'): void {
  if (fields.status < 500 && !logger.isLevelEnabled(level)) return;
  const line: Record<string, unknown> = {};
  for (const name of ALLOWED) {
    const value = fields[name];
    if (value !== undefined) line[name] = value;
  }
  line.path = fields.path.replace(/[?#].*$/s, '');
  logger[fields.status >= 500 ? 'warn' : level](line, 'request');
}

const ALLOWED = [
  'requestId',
  'method',
  'path',
  'status',
  'durationMs',
  'tenant',
  'client',
  'operationName',
  'errorCodes',
] as const satisfies readonly (keyof RequestLogFields)[];
