import type { CredentialScheme } from './connector.js';
import { invalid } from './failure.js';
import type { VendorRequest } from './vendor-fetch.js';

type Request = VendorRequest<unknown>;

/** Where a vendor's API is: its origin, and the prefix of its paths, without a slash at the end. */
export interface ApiBase {
  origin: string;
  prefix: string;
}

/** Throws TypeError when the text is no absolute URL. */
export function apiBaseOf(baseUrl: string): ApiBase {
  const { origin, pathname } = new URL(baseUrl);
  return { origin, prefix: pathname.replace(/\/+$/, '') };
}

/** Absolute URL of a request: the base with its own path prefix, the path, the query. Throws as `targetOf` does. */
export function urlOf(baseUrl: string, request: Pick<Request, 'path' | 'query'>): string {
  const base = apiBaseOf(baseUrl);
  return base.origin + targetOf(base, request);
}

/**
 * Path and query of a request, as they go over the wire.
 * Throws TypeError for a path that a connector must not build, and `invalid` for one that data led astray (`..`).
 */
export function targetOf({ prefix }: ApiBase, { path, query }: Pick<Request, 'path' | 'query'>): string {
  if (!path.startsWith('/') || path.startsWith('//') || /[\\?#\s]/.test(path)) {
    throw new TypeError(
      `A request's path must start with one "/" and hold no "?", "#", "\\" or white space, but got ${JSON.stringify(path)}. Encode the parts that come from data.`,
    );
  }
  if (DOT_SEGMENT.test(path)) {
    throw invalid(`A part of the path must not be "." or "..", but the path is ${JSON.stringify(path)}.`);
  }
  const pathname = NEEDS_NO_ENCODING.test(path) ? prefix + path : new URL(`http://api${prefix}${path}`).pathname;
  let search = '';
  for (const name in query) {
    const value = query[name];
    if (value === undefined) continue;
    for (const item of typeof value === 'object' ? value : [value]) {
      search += `${search === '' ? '?' : '&'}${formEncoded(name)}=${formEncoded(String(item))}`;
    }
  }
  return pathname + search;
}

/** A whole segment of one or two dots; the URL standard reads `%2e` as one. */
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:\/|$)/i;
/** Characters that URLs have in their paths as they are. */
const NEEDS_NO_ENCODING = /^[\w\-./~:@!$&'()*+,;=%]*$/;
const FORM_NEEDS_NO_ENCODING = /^[\w.*-]*$/;

/** As in a form (`application/x-www-form-urlencoded`), which is how queries are written. */
function formEncoded(text: string): string {
  return FORM_NEEDS_NO_ENCODING.test(text) ? text : new URLSearchParams([[text, '']]).toString().slice(0, -1);
}

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Body of a request and its media type; null when it has none. Throws TypeError when it has two. */
export function bodyOf(request: Pick<Request, 'json' | 'form'>): { body: string; contentType: string } | null {
  if (request.json !== undefined && request.form !== undefined) {
    throw new TypeError('A request has one body, but got both json and form.');
  }
  if (request.json !== undefined) return { body: JSON.stringify(request.json), contentType: JSON_TYPE };
  if (request.form !== undefined) {
    return {
      body: new URLSearchParams(request.form).toString(),
      contentType: FORM_TYPE,
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
  const headers: Record<string, string> = { accept: 'application/json' };
  if (request.json !== undefined) headers['content-type'] = JSON_TYPE;
  else if (request.form !== undefined) headers['content-type'] = FORM_TYPE;
  if (request.headers !== undefined) Object.assign(headers, lowerCased(request.headers));
  return Object.assign(headers, credential);
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Whether sending the request twice is harmless. */
export function isIdempotent(request: Pick<Request, 'method' | 'idempotent'>): boolean {
  return request.idempotent ?? !(request.method === 'POST' || request.method === 'PATCH');
}
