const ORIGIN = 'https://a.klaviyo.com';

/** Klaviyo writes instants to the second, with an offset: `2026-02-01T08:30:00+00:00`. */
export function wireInstant(epochMs: number): string;
export function wireInstant(epochMs: number | null): string | null;
export function wireInstant(epochMs: number | null): string | null {
  return epochMs === null ? null : `${new Date(epochMs).toISOString().slice(0, 19)}+00:00`;
}

/** A link as the vendor writes it, with its own host. */
export function absolute(path: string, query: Readonly<Record<string, string | undefined>> = {}): string {
  const url = new URL(path, ORIGIN);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}

/** A relationship of which only the links are told. */
export function linkedOnly(path: string, name: string): { links: { self: string; related: string } } {
  return { links: { self: absolute(`${path}/relationships/${name}`), related: absolute(`${path}/${name}`) } };
}

/** The attributes that `fields[…]` names, all without it. @param fields comma-separated. */
export function sparse(attributes: Readonly<Record<string, unknown>>, fields: string | undefined) {
  if (fields === undefined) return attributes;
  const wanted = new Set(fields.split(',').map((field) => field.split('.')[0]));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wanted.has(name)));
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a comma-separated parameter names the value. */
export function names(parameter: string | undefined, value: string): boolean {
  return parameter?.split(',').includes(value) ?? false;
}
