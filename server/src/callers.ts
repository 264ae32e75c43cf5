import type { Authenticate, Identity } from './auth/index.js';
import type { Caller } from './ports/index.js';

/**
 * Says who calls one major of the graph, as `Authenticate` does, by what is known of each caller: that is made once for an identity, so that
 * all of it is found by one look-up.
 */
export function callersAt<K extends object>(
  apiMajor: number,
  authenticate: Authenticate,
  know: (caller: Caller) => K,
): (...given: Parameters<Authenticate>) => K | Promise<K> {
  const known = new WeakMap<Identity, K>();

  function knownOf(identity: Identity): K {
    let found = known.get(identity);
    if (found === undefined) {
      found = know({ ...identity, apiMajor });
      known.set(identity, found);
    }
    return found;
  }

  return (headers) => {
    const identity = authenticate(headers);
    return identity instanceof Promise ? identity.then(knownOf) : knownOf(identity);
  };
}
