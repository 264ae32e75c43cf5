/** What a presented token is worth now. */
export type TokenState =
  | { state: 'live'; account: string }
  | { state: 'expired'; account: string; expiredAt: number }
  | { state: 'unknown' };

/** OAuth access tokens that one vendor has issued. A token names its account: `oauth-sandbox-<account>.<serial>`. */
export class AccessTokens {
  readonly #now: () => number;
  readonly #issued = new Map<string, { account: string; expiresAt: number }>();

  /** `now`: epoch milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  issue(account: string, lifetimeMs: number): string {
    const token = `oauth-sandbox-${account}.${this.#issued.size + 1}`;
    this.#issued.set(token, { account, expiresAt: this.#now() + lifetimeMs });
    return token;
  }

  check(token: string): TokenState {
    const issued = this.#issued.get(token);
    if (!issued) return { state: 'unknown' };
    const { account, expiresAt } = issued;
    return expiresAt > this.#now() ? { state: 'live', account } : { state: 'expired', account, expiredAt: expiresAt };
  }

  /** Expires all tokens issued so far, or one account's; answers how many were live until now. */
  expire(account?: string): number {
    const now = this.#now();
    const live = [...this.#issued.values()].filter(
      (issued) => issued.expiresAt > now && (account === undefined || issued.account === account),
    );
    for (const issued of live) issued.expiresAt = now;
    return live.length;
  }
}
