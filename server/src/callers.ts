import type { Authenticate, Identity } from './auth/index.js';
import type { Caller } from './ports/index.js';

/** Says who calls one major of the graph. Who is known by the same identity is the same object each time. */
export function callersAt(
  apiMajor: number,
  authenticate: Authenticate,
): (...given: Parameters<Authenticate>) => Promise<Caller> {
  const callers = new WeakMap<Identity, Caller>();
  return async (headers) => {
    const identity = await authenticate(headers);
    let caller = callers.get(identity);
    if (caller === undefined) {
      caller = { ...identity, apiMajor };
      callers.set(identity, caller);
    }
    return caller;
  };
}
