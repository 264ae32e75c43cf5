import { RequestRefusal } from './request-refusal.js';

/** Longest text of an operation, characters. */
const QUERY_LIMIT = 256 * 1024;

/** A body may be as large as an inline write; the text of an operation need not be. Throws RequestRefusal. */
export function checkQueryLength(body: unknown): void {
  const query = typeof body === 'object' && body !== null && 'query' in body ? body.query : undefined;
  if (typeof query === 'string' && query.length > QUERY_LIMIT) {
    const message = `The text of an operation may have at most ${QUERY_LIMIT} characters, but this one has ${query.length}.`;
    throw new RequestRefusal('PAYLOAD_TOO_LARGE', 413, message);
  }
}

/**
 * In plain `application/json` a well-formed request is answered 200 even when its document or variables are wrong, so
 * that old clients tell GraphQL's answer from a proxy's (GraphQL over HTTP §6.4.1). Apollo Server answers 400.
 */
export function isLegacyDocumentError(
  status: number | undefined,
  contentType: string | undefined,
  errorCodes: readonly string[] = [],
): boolean {
  if (status !== 400 || !contentType?.startsWith('application/json')) return false;
  return errorCodes.length > 0 && !errorCodes.includes('BAD_REQUEST');
}
