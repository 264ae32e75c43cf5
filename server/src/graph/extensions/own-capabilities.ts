import { type CapabilityName, isOwnCapability, type OwnCapabilityName } from '@selvedge/schema';
import type { GraphQLSchema } from 'graphql';

/** Key under which a graph and its views carry the names of the capabilities that connectors add. */
const OWN_CAPABILITIES = 'ownCapabilities';

/** The graph, saying which capabilities of connectors' own answer its fields. */
export function withOwnCapabilities(graph: GraphQLSchema, bound: readonly CapabilityName[]): GraphQLSchema {
  const names = [...new Set(bound.filter(isOwnCapability))];
  graph.extensions = { ...graph.extensions, [OWN_CAPABILITIES]: names };
  return graph;
}

/** Names of the capabilities that connectors add. */
export function ownCapabilitiesOf({ extensions }: GraphQLSchema): readonly OwnCapabilityName[] {
  return (extensions[OWN_CAPABILITIES] as readonly OwnCapabilityName[] | undefined) ?? [];
}
