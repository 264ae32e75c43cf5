import type { IncomingHttpHeaders } from 'node:http';
import type { AllowedOrigins } from './allowed-origins.js';
import { RequestRefusal } from './request-refusal.js';

/**
 * Throws RequestRefusal for a request that another site's page may have made a browser send.
 *
 * A browser says by `Sec-Fetch-Site` (Fetch Metadata) or by `Origin` whose page asks, and no page can forge either.
 * Programs send neither and are let through. Forms and other requests that need no preflight cannot carry JSON, so
 * the content type is a second line for browsers that send neither header.
 *
 * @param advice what of the gateway says whose pages may ask
 */
export function refuseCrossSite(
  { method, headers }: { method: string; headers: IncomingHttpHeaders },
  allowedOrigins: Pick<AllowedOrigins, 'has'>,
  advice = 'The setting server.allowedOrigins says whose pages may ask.',
): void {
  if (!comesFromOwnOrAllowedPage(headers, allowedOrigins)) {
    throw new RequestRefusal(
      'CROSS_SITE_REFUSED',
      403,
      `This request was made by a page of another site${ofOrigin(headers.origin)}, which is not allowed here. ${advice}`,
    );
  }
  if (method === 'POST' && mediaTypeOf(headers['content-type']) !== 'application/json') {
    throw new RequestRefusal(
      'UNSUPPORTED_MEDIA_TYPE',
      415,
      'A GraphQL request by POST must have the content type application/json.',
    );
  }
}

/** Whether no page made the request, or one of this gateway's own or of an allowed origin. */
export function comesFromOwnOrAllowedPage(
  headers: IncomingHttpHeaders,
  allowedOrigins: Pick<AllowedOrigins, 'has'>,
): boolean {
  const { origin } = headers;
  if (origin !== undefined && allowedOrigins.has(origin)) return true;
  const site = headers['sec-fetch-site'];
  // `none`: typed into the address bar or a bookmark. `same-site` is another origin, perhaps another owner's.
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return origin === undefined || isOriginOf(origin, headers.host);
}

/** Named only where it is an origin indeed, so that nothing else is repeated. */
function ofOrigin(origin: string | undefined): string {
  return origin !== undefined && URL.canParse(origin) ? `, ${new URL(origin).origin}` : '';
}

function isOriginOf(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

function mediaTypeOf(contentType: string | undefined): string | undefined {
  return contentType?.split(';')[0]?.trim().toLowerCase();
}
