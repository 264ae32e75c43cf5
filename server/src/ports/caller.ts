/** Who is calling. Made once, in `auth/`; routing, cache scope, limits and usage read it and nothing else guesses. */
export interface Caller {
  tenant: string;
  client: string;
  /** The end user, when the caller names one. */
  user?: string;
  /** What the caller may do; `*` stands for everything. */
  scopes: ReadonlySet<string>;
  /** Left out: somebody waits for the answer. `shadow`: nobody ever does; it only compares versions. */
  traffic?: 'bulk' | 'shadow';
  /** API major of the endpoint that was called. */
  apiMajor: number;
}

/** Stands for every scope, in an API key's or token's scopes and for sandbox callers. */
export const EVERY_SCOPE = '*';

/** Whether the caller may do what the scope names. */
export function holdsScope({ scopes }: Caller, scope: string): boolean {
  return scopes.has(scope) || scopes.has(EVERY_SCOPE);
}
