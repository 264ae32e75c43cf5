import { type FieldDefinitionNode, type GraphQLSchema, getDirectiveValues } from 'graphql';

/** What `@capability` says of a field. */
export interface CapabilityDirective {
  name: string;
  by?: string | null;
  anyVendor: boolean;
  scope?: string | null;
  size?: number | null;
}

export const CAPABILITY = 'capability';

/** What an author may write behind a field; it is in no view. */
export const CAPABILITY_SDL = `
directive @${CAPABILITY}(
  "The capability that answers the field."
  name: String!
  "Property of the parent that is the input; left out: the field's arguments are."
  by: String
  "Of a field added to a vendor's record: every vendor's records have it, and not this connector's alone."
  anyVendor: Boolean! = false
  "Of a root field: the scope that a caller needs."
  scope: String
  "Of a list: how many items to reckon with, before anybody is asked."
  size: Int
) on FIELD_DEFINITION`;

/** Null where a field has none. `schema`: one that has the directive. */
export function capabilityOf(schema: GraphQLSchema, field: FieldDefinitionNode): CapabilityDirective | null {
  const directive = schema.getDirective(CAPABILITY);
  const values = directive && getDirectiveValues(directive, field);
  return (values as CapabilityDirective | undefined) ?? null;
}
