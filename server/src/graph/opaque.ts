/** Packs parts into an opaque string that is safe in URLs. */
export function pack(parts: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** What `pack` was given, or null when the text was not made by it. The parts are unchecked. */
export function unpack(text: string): readonly unknown[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(parts) ? parts : null;
  } catch {
    return null;
  }
}
