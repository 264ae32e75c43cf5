const ACCOUNT = '[a-z0-9-]+';
const SESSION = new RegExp(`^00Dsandbox-(${ACCOUNT})$`);
const OAUTH = new RegExp(`^oauth-sandbox-(${ACCOUNT})\\.\\d+$`);
const CONSUMER = new RegExp(`^3MVG9sandbox-(${ACCOUNT})$`);

/** What a request presents. An OAuth token may have expired or never have been issued; a session lasts for ever. */
export type Credential =
  | { kind: 'session'; account: string }
  | { kind: 'oauth'; account: string; token: string }
  | { kind: 'none' };

export function credentialOf(authorization: string | string[] | undefined): Credential {
  const token = typeof authorization === 'string' ? /^(?:Bearer|OAuth) +(\S+)$/i.exec(authorization)?.[1] : undefined;
  if (token === undefined) return { kind: 'none' };
  const session = SESSION.exec(token)?.[1];
  if (session !== undefined) return { kind: 'session', account: session };
  const account = OAUTH.exec(token)?.[1];
  return account === undefined ? { kind: 'none' } : { kind: 'oauth', account, token };
}

/** Account of an app's consumer key; null when Salesforce would not know it. */
export function accountOfConsumer(key: string): string | null {
  return CONSUMER.exec(key)?.[1] ?? null;
}
