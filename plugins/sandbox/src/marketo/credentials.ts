const ACCOUNT = '[a-z0-9-]+';
const TOKEN = new RegExp(`^Bearer +(oauth-sandbox-(${ACCOUNT})\\.\\d+):int$`, 'i');
const CLIENT = new RegExp(`^sandbox-(${ACCOUNT})$`);

export interface PresentedToken {
  /** As the sandbox issued it, without Marketo's ending. */
  token: string;
  account: string;
}

/** Marketo's tokens end with the data centre that gave them. */
export function writtenToken(token: string): string {
  return `${token}:int`;
}

/** The token of a request, whether it is good or not; null when it has none that could be. */
export function presentedToken(authorization: string | string[] | undefined): PresentedToken | null {
  const [, token, account] = TOKEN.exec(typeof authorization === 'string' ? authorization : '') ?? [];
  return token === undefined || account === undefined ? null : { token, account };
}

/** Account of a client id `sandbox-<account>` whose secret is `secret-sandbox-<account>`; null for every other pair. */
export function accountOfClient(clientId: string, clientSecret: string): string | null {
  const account = CLIENT.exec(clientId)?.[1];
  return account !== undefined && clientSecret === `secret-sandbox-${account}` ? account : null;
}
