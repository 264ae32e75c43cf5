import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The caller's `X-Request-Id` where it is fit for a log line, else a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && FIT.test(given) ? given : randomUUID();
}

const FIT = /^[A-Za-z0-9._:-]{1,128}$/;
