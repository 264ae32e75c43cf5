import type { Authenticate, Identity } from './auth/index.js';
import type { Caller } from './ports/index.js';

/** Says who calls one major of the graph, as `Authenticate` does. Who is known by the same identity is the same object each time. */
export function callersAt(
  apiMajor: number,
  authenticate: Authenticate,
): (...given: Parameters<Authenticate>) => Caller | Promise<Caller> {
  const callers = new WeakMap<Identity, Caller>();

  function callerOf(identity: Identity): Caller {
    let caller = callers.get(identity);
    if (caller === undefined) {
      caller = { ...identity, apiMajor };
      callers.set(identity, caller);
    }
    return caller;
  }

  return (headers) => {
    const identity = authenticate(headers);
    return identity instanceof Promise ? identity.then(callerOf) : callerOf(identity);
  };
}
