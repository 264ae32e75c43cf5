import { callerHash, type StickyBy } from '../model/index.js';

/**
 * The hashes of callers as people name them: a tenant (`acme`), or one of its users or clients (`acme/ada`), by what the rollout tells
 * apart. A user's tenant alone is whoever of it names no user. What is a hash already (`user:…`) stays as it is.
 */
export function namedCallers(names: readonly string[], by: StickyBy): readonly string[] {
  return names.map((name) => (name.startsWith(`${by}:`) ? name : hashOf(name, by)));
}

function hashOf(name: string, by: StickyBy): string {
  const end = name.indexOf('/');
  const tenant = end === -1 ? name : name.slice(0, end);
  const of = end === -1 ? '' : name.slice(end + 1);
  const caller = { tenant, client: of, ...(of === '' ? {} : { user: of }), scopes: new Set<string>(), apiMajor: 0 };
  return callerHash(caller, by);
}
