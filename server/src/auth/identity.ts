import type { Caller } from '../ports/index.js';

/** Who is calling, apart from the endpoint that was called. */
export type Identity = Omit<Caller, 'apiMajor'>;

/** Request headers as Node gives them: names in lower case. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A header that may be given once; null when it is absent or repeated with different values. */
export function singleHeader(headers: RequestHeaders, name: string): string | null {
  const value = headers[name];
  if (typeof value === 'string') return value;
  return value?.length === 1 ? (value[0] ?? null) : null;
}
