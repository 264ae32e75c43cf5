import type { CapabilityName } from '@selvedge/schema';
import type { GraphQLField } from 'graphql';

/**
 * Where a field's value comes from when a capability answers it: what is asked, of which connector, with which input.
 * Compiled plans ask for all parents at once; the field's resolver, made of the same record, for one.
 */
export interface Binding {
  capability: CapabilityName;
  /** Id of the connector that is asked; left out: the one that the parent record came from. */
  connector?: string;
  /** Id of the connector whose records have the field; those of others have null there. Left out: all have it. */
  of?: string;
  /** Property of the parent that is the input, where null asks nothing; left out: the field's arguments are. */
  by?: string;
}

/** Key under which a field of the graph and of its views carries its `Binding` in `extensions`. */
export const BINDING = 'binding';

/** What a field is bound to; null for one that is not. */
export function bindingOf({ extensions }: GraphQLField<unknown, unknown>): Binding | null {
  return (extensions[BINDING] as Binding | undefined) ?? null;
}
