import { hash } from 'node:crypto';

/**
 * Scope of every entry: one connector version for one credential of one connection. Two tenants, two versions or two
 * credentials can never share an entry.
 */
export interface CacheScope {
  connector: string;
  version: string;
  connection: string;
  /** Changes with the connection's credential. */
  generation: string;
}

/**
 * Key of one answer: every part is length-prefixed, so that no two lists of parts make one key.
 *
 * @param fieldSet the field set that the answer holds; left out: the whole record
 */
export function cacheKey(scope: CacheScope, capability: string, fieldSet: string | undefined, input: unknown): string {
  const { connector, version, connection, generation } = scope;
  const whole = fieldSet === undefined ? [] : [fieldSet];
  return joinParts([connector, version, connection, generation, capability, hashOf(input), ...whole]);
}

/** Key of the mark that says when an entity was last written: shared by all versions of the connector. */
export function tagKey(scope: Pick<CacheScope, 'connector' | 'connection'>, tag: string): string {
  return joinParts(['tag', scope.connector, scope.connection, tag]);
}

/** Short hash of plain data in which the order of an object's members does not matter. */
export function hashOf(input: unknown): string {
  return hash('sha256', canonical(input), 'base64url').slice(0, 32);
}

/** JSON with sorted members; members that are undefined are left out. */
export function canonical(value: unknown): string {
  if (typeof value === 'number' && Number.isFinite(value)) return `${value}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

function joinParts(parts: readonly string[]): string {
  return parts.map((part) => `${part.length}:${part}`).join('|');
}
