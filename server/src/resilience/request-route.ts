/** Method and path without ids, e.g. `GET /contacts/:id`: requests that ask a vendor for about the same work. */
export function requestRoute({ method, url }: { method: string; url: string }): string {
  return `${method} ${new URL(url).pathname.replace(SEGMENT_WITH_DIGITS, '/:id')}`;
}

/** A version such as `v3` stays. */
const SEGMENT_WITH_DIGITS = /\/(?!v\d+(?:\.\d+)?(?:\/|$))[^/]*\d[^/]*/g;
