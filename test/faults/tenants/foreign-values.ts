/** What the sandbox, and every write of a tenant, ends names with; see its option `watermark`. */
export function markOf(tenant: string): string {
  return `[of ${tenant}]`;
}

const MARK = /\[of ([a-z0-9-]+)\]/g;

/** Tenants whose marks are in a text. */
export function tenantsIn(text: string): Set<string> {
  return new Set([...text.matchAll(MARK)].map(([, tenant = '']) => tenant));
}

/** Tenants other than its owner whose values are in a text. */
export function foreignIn(text: string, owner: string | null): string[] {
  return [...tenantsIn(text)].filter((tenant) => tenant !== owner);
}
