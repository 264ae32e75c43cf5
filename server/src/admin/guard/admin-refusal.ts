export type AdminRefusalCode =
  | 'ADMIN_TOKEN_MISSING'
  | 'ADMIN_TOKEN_WRONG'
  | 'ADMIN_TOO_MANY_ATTEMPTS'
  | 'ADMIN_ACTOR_INVALID';

/** A request to the admin endpoint that is turned away before GraphQL sees it. The message is shown. */
export class AdminRefusal extends Error {
  override readonly name = 'AdminRefusal';

  constructor(
    readonly code: AdminRefusalCode,
    /** HTTP status. */
    readonly status: 400 | 401 | 429,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}
