/**
 * What was measured before and is not measured again may stand beside what is measured now, where all was measured alike.
 *
 * @param kept names of what is not measured again; with none there is nothing to compare
 * @throws Error that says what differs, and what to do
 */
export function requireSameConditions<C extends object>(kept: readonly string[], before: C, now: C): void {
  if (kept.length === 0) return;
  for (const [name, value] of Object.entries(now)) {
    const was = before[name as keyof C];
    if (was === value) continue;
    throw new Error(
      `Expected ${name} ${was}, as ${kept.join(', ')} were measured with and would stay as they are; got ${value}. Measure them too, or leave out --write.`,
    );
  }
}
