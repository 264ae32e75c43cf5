/** Who is calling. Made once, in `auth/`; routing, cache scope, limits and usage read it and nothing else guesses. */
export interface Caller {
  tenant: string;
  client: string;
  /** The end user, when the caller names one. */
  user?: string;
  scopes: ReadonlySet<string>;
  /** API major of the endpoint that was called. */
  apiMajor: number;
}
