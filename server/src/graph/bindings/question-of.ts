import type { CapabilityName, InputOf } from '@selvedge/schema';
import type { Binding } from './binding.js';
import { sourceOf } from './source-of.js';

/** Who is asked what, for one parent of a bound field. */
export interface Question {
  /** Id of the connector. */
  connector: string;
  input: InputOf<CapabilityName>;
}

/** What a bound field asks for a parent; null where it asks nothing, so that the field is null. */
export function questionOf({ connector, of, by }: Binding, parent: object, args: unknown): Question | null {
  const input: unknown = by === undefined ? args : (parent as Readonly<Record<string, unknown>>)[by];
  if (input === null || input === undefined) return null;
  const asked = connector ?? sourceOf(parent);
  return of === undefined || asked === of ? { connector: asked, input } : null;
}
