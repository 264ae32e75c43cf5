import { createPrivateKey, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';

/** For whom and to whom an assertion speaks. */
export interface AssertionConfiguration {
  /** Issuer: the client's id. */
  clientId: string;
  /** Whom the token shall act for, e.g. a user's name. */
  subject: string;
  /** Who is asked, e.g. `https://login.salesforce.com`. */
  audience: string;
  /** RSA private key, PEM. */
  privateKey: string;
  /** Claim `scope`, separated by spaces, where the vendor reads scopes from the assertion, as Google does. */
  scope?: string | undefined;
}

/**
 * Signs assertions of the JWT bearer grant (RFC 7523 §3) with RS256. Each is good for two minutes, where Salesforce
 * takes three at most, so that clocks may differ by one. `now`: epoch milliseconds. Throws TypeError, without the key,
 * when it is no RSA private key.
 */
export function createAssertion(configuration: AssertionConfiguration, now: () => number): () => Promise<string> {
  const key = rsaKey(configuration.privateKey);
  const { clientId, subject, audience, scope } = configuration;
  return () => {
    const issuedAt = Math.floor(now() / 1000);
    return new SignJWT(scope === undefined ? {} : { scope })
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuer(clientId)
      .setSubject(subject)
      .setAudience(audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + LIFETIME_SECONDS)
      .sign(key);
  };
}

const LIFETIME_SECONDS = 120;

function rsaKey(pem: string): KeyObject {
  const key = parsed(pem);
  if (key?.asymmetricKeyType === 'rsa') return key;
  const got = key === null ? 'something else' : `one of type ${key.asymmetricKeyType}`;
  throw new TypeError(`privateKey must be an RSA private key in PEM form (BEGIN PRIVATE KEY), but is ${got}.`);
}

function parsed(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}
