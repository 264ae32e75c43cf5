/** A failure's message followed by what to do about it: `Vendor answered 401: no such token; check the credential.` */
export function withAdvice(came: string, toDo: string): string {
  return `${came.trimEnd().replace(/\.$/, '')}; ${toDo}.`;
}

/** What to do about a refused credential. */
export const CHECK_CREDENTIAL = "check the connection's credential";

/** What to do about a version of an API that is no longer served. */
export const NEWER_CONNECTOR = 'the vendor no longer serves this API, use a newer version of the connector';
