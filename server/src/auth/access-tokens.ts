import { decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Configuration } from '../config/schema.js';
import { AuthenticationError, IssuerUnavailableError } from './authentication-error.js';
import type { Identity } from './identity.js';
import { createIssuerKeys } from './issuer-keys.js';

export type IssuerConfiguration = Configuration['issuers'][number];

/** Checks a JWT access token by RFC 9068 §4. Throws AuthenticationError, or IssuerUnavailableError without keys. */
export type AccessTokens = (token: string) => Promise<Identity>;

export function createAccessTokens(issuers: readonly IssuerConfiguration[], now: () => number): AccessTokens {
  const trusted = new Map(
    issuers.map((issuer) => [issuer.issuer, { ...issuer, keys: createIssuerKeys(issuer.issuer, issuer.jwksUri, now) }]),
  );
  return async (token) => {
    // The claim is not verified yet: it only chooses among configured issuers, whose keys must then fit.
    const issuer = trusted.get(claimedIssuer(token));
    if (issuer === undefined) throw refusal('was not made by an issuer that this gateway trusts');
    const payload = await verified(token, issuer, await issuer.keys(), now());
    return identityOf(payload, issuer);
  };
}

const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 5;

async function verified(
  token: string,
  { issuer, audience }: IssuerConfiguration,
  keys: JWTVerifyGetKey,
  now: number,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      typ: 'at+jwt',
      algorithms: ALGORITHMS,
      requiredClaims: ['exp', 'iat', 'sub'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    throw explained(error, issuer, audience);
  }
}

function explained(error: unknown, issuer: string, audience: string): Error {
  if (error instanceof errors.JWTExpired) return refusal('has expired; get a new one', error);
  if (error instanceof errors.JWTClaimValidationFailed) {
    const expected = { aud: ` (expected "${audience}")`, typ: ' (expected "at+jwt")' }[error.claim] ?? '';
    return refusal(`has a "${error.claim}" that does not hold${expected}`, error);
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return refusal(`must be signed with one of ${ALGORITHMS.join(', ')}`, error);
  }
  if (error instanceof errors.JWKSNoMatchingKey) return refusal('is signed with a key the issuer does not have', error);
  if (error instanceof errors.JWKSMultipleMatchingKeys) return refusal('must name its key by "kid"', error);
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return refusal('has a signature that does not hold', error);
  if (isUnreachable(error)) return new IssuerUnavailableError(issuer, error);
  return refusal('is not a valid JWT access token (RFC 9068)', error);
}

/** jose reports an answer other than 200 by its base class, a refused connection by fetch's own TypeError. */
function isUnreachable(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true;
  return (
    error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || error.code === 'ERR_JOSE_GENERIC'
  );
}

function claimedIssuer(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch (cause) {
    throw refusal('is not a valid JWT', cause);
  }
}

function identityOf(payload: JWTPayload, { tenantClaim }: IssuerConfiguration): Identity {
  const tenant = payload[tenantClaim];
  const client = payload.client_id ?? payload.azp;
  if (typeof tenant !== 'string' || tenant === '') throw refusal(`must name the tenant in its claim "${tenantClaim}"`);
  if (typeof client !== 'string' || client === '') throw refusal('must name the client in "client_id" or "azp"');
  const scopes = new Set(typeof payload.scope === 'string' ? payload.scope.split(' ').filter(Boolean) : []);
  const user = payload.sub === client ? undefined : payload.sub;
  return { tenant, client, scopes, ...(user === undefined ? {} : { user }) };
}

function refusal(what: string, cause?: unknown): AuthenticationError {
  return new AuthenticationError(`The access token ${what}.`, {
    given: true,
    ...(cause === undefined ? {} : { cause }),
  });
}
