/** Given and family name, or what there is of them. */
export function fullNameOf(names: { givenName: string | null; familyName: string | null }): string | null {
  return [names.givenName, names.familyName].filter(Boolean).join(' ') || null;
}
