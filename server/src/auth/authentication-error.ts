/** The caller did not say who it is, or what it said does not hold. The message never repeats a credential. */
export class AuthenticationError extends Error {
  readonly code = 'UNAUTHENTICATED';
  /** Value of the `WWW-Authenticate` header that belongs to the refusal (RFC 6750 §3). */
  readonly challenge: string;

  /** `given`: whether the request carried a credential at all; RFC 6750 wants no error code where it did not. */
  constructor(message: string, { given, cause }: { given: boolean; cause?: unknown }) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AuthenticationError';
    this.challenge = given ? 'Bearer realm="selvedge", error="invalid_token"' : 'Bearer realm="selvedge"';
  }
}

/** An issuer's keys cannot be had right now, so nobody can say whether the token holds; trying again may help. */
export class IssuerUnavailableError extends Error {
  readonly code = 'ISSUER_UNAVAILABLE';

  constructor(issuer: string, cause: unknown) {
    super(`The keys of the token issuer ${issuer} cannot be read right now; try again in a few seconds.`, { cause });
    this.name = 'IssuerUnavailableError';
  }
}
