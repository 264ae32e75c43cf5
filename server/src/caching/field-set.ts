/**
 * The smallest of a capability's field sets that holds all that is needed; undefined for the whole record.
 *
 * @param sets named sets of canonical fields, the smallest first
 * @param needed canonical fields; null for all
 */
export function fieldSetFor(
  sets: Readonly<Record<string, readonly string[]>> | undefined,
  needed: ReadonlySet<string> | null,
): string | undefined {
  if (sets === undefined || needed === null) return undefined;
  return Object.keys(sets).find((name) => {
    const held = new Set(sets[name]);
    return [...needed].every((field) => field === 'id' || held.has(field));
  });
}
