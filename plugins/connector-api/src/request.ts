import type { CredentialScheme } from './connector.js';
import { invalid } from './failure.js';
import type { VendorRequest } from './vendor-fetch.js';

type Request = VendorRequest<unknown>;

/**
 * Absolute URL of a request: the base with its own path prefix, the path, the query.
 * Throws TypeError for a path that a connector must not build, and `invalid` for one that data led astray (`..`).
 */
export function urlOf(baseUrl: string, request: Pick<Request, 'path' | 'query'>): string {
  const { path } = request;
  if (!path.startsWith('/') || path.startsWith('//') || /[\\?#\s]/.test(path)) {
    throw new TypeError(
      `A request's path must start with one "/" and hold no "?", "#", "\\" or white space, but got ${JSON.stringify(path)}. Encode the parts that come from data.`,
    );
  }
  if (path.split('/').some(isDotSegment)) {
    throw invalid(`A part of the path must not be "." or "..", but the path is ${JSON.stringify(path)}.`);
  }
  const base = new URL(baseUrl);
  const url = new URL(base.origin + base.pathname.replace(/\/+$/, '') + path);
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value === undefined) continue;
    for (const item of typeof value === 'object' ? value : [value]) url.searchParams.append(name, String(item));
  }
  return url.href;
}

/** Body of a request and its media type; null when it has none. Throws TypeError when it has two. */
export function bodyOf(request: Pick<Request, 'json' | 'form'>): { body: string; contentType: string } | null {
  if (request.json !== undefined && request.form !== undefined) {
    throw new TypeError('A request has one body, but got both json and form.');
  }
  if (request.json !== undefined) return { body: JSON.stringify(request.json), contentType: 'application/json' };
  if (request.form !== undefined) {
    return {
      body: new URLSearchParams(request.form).toString(),
      contentType: 'application/x-www-form-urlencoded',
    };
  }
  return null;
}

/**
 * Headers, in lower case, that carry a credential.
 * Throws TypeError, without the secret, when the secret cannot stand in a header.
 */
export function credentialHeaders(scheme: CredentialScheme, secret: string): Record<string, string> {
  if (scheme.type === 'basic') {
    return { authorization: `Basic ${Buffer.from(`${scheme.username}:${secret}`).toString('base64')}` };
  }
  if (!/^[\x21-\x7e]+$/.test(secret)) {
    throw new TypeError(
      'A credential must be printable ASCII without spaces; this one is empty or has other characters.',
    );
  }
  if (scheme.type === 'bearer') return { authorization: `Bearer ${secret}` };
  return { [scheme.name.toLowerCase()]: `${scheme.prefix ?? ''}${secret}` };
}

/**
 * All headers of a request, in lower case. The credential wins over a header of the same name that the connector
 * set, so a connector can never replace it.
 */
export function headersOf(
  request: Pick<Request, 'headers' | 'json' | 'form'>,
  credential: Readonly<Record<string, string>>,
): Record<string, string> {
  const body = bodyOf(request);
  const own = Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    accept: 'application/json',
    ...(body === null ? {} : { 'content-type': body.contentType }),
    ...Object.fromEntries(own),
    ...credential,
  };
}

/** Whether sending the request twice is harmless. */
export function isIdempotent(request: Pick<Request, 'method' | 'idempotent'>): boolean {
  return request.idempotent ?? !(request.method === 'POST' || request.method === 'PATCH');
}

/** The URL standard reads `%2e` as a dot. */
function isDotSegment(segment: string): boolean {
  return /^(?:\.|%2e){1,2}$/i.test(segment);
}
