import { callerHash, type StickyBy } from '../model/index.js';

/**
 * The hashes that a caller may have who is named by tenant (`acme`), or as one of its users or clients (`acme/ada`), by what the rollout
 * tells apart. Where that is the user, a name is that of a user and that of a client, as who names no user goes by client. What is a
 * hash already (`user:…`) stays as it is.
 */
export function hashesOf(name: string, by: StickyBy): readonly string[] {
  if (name.startsWith(`${by}:`)) return [name];
  const end = name.indexOf('/');
  const tenant = end === -1 ? name : name.slice(0, end);
  const of = end === -1 ? '' : name.slice(end + 1);
  const client = { tenant, client: of, scopes: new Set<string>(), apiMajor: 0 };
  return by === 'user' ? [callerHash({ ...client, user: of }, by), callerHash(client, by)] : [callerHash(client, by)];
}
