const ACCOUNT = '[a-z0-9-]+';
const PRIVATE_APP = new RegExp(`^pat-sandbox-(${ACCOUNT})$`);
const OAUTH = new RegExp(`^oauth-sandbox-(${ACCOUNT})\\.\\d+$`);
const REFRESH = new RegExp(`^refresh-(${ACCOUNT})$`);

/** What a request presents. An OAuth token may have expired or never have been issued. */
export type Credential =
  | { kind: 'private-app'; account: string }
  | { kind: 'oauth'; account: string; token: string }
  | { kind: 'none' };

export function credentialOf(authorization: string | string[] | undefined): Credential {
  const token = typeof authorization === 'string' ? /^Bearer +(\S+)$/i.exec(authorization)?.[1] : undefined;
  if (token === undefined) return { kind: 'none' };
  const privateApp = PRIVATE_APP.exec(token)?.[1];
  if (privateApp !== undefined) return { kind: 'private-app', account: privateApp };
  const account = OAUTH.exec(token)?.[1];
  return account === undefined ? { kind: 'none' } : { kind: 'oauth', account, token };
}

/** Account of a refresh token; null when HubSpot would not know it. */
export function accountOfRefreshToken(token: string): string | null {
  return REFRESH.exec(token)?.[1] ?? null;
}
