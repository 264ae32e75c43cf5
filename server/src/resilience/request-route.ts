/** Method and path without ids, e.g. `GET /contacts/:id`: requests that ask a vendor for about the same work. */
export function requestRoute({ method, path }: { method: string; path: string }): string {
  const end = path.indexOf('?');
  return `${method} ${(end === -1 ? path : path.slice(0, end)).replace(SEGMENT_WITH_DIGITS, '/:id')}`;
}

/** A version such as `v3` stays. */
const SEGMENT_WITH_DIGITS = /\/(?!v\d+(?:\.\d+)?(?:\/|$))[^/]*\d[^/]*/g;
