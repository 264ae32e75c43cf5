import { type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';

/** The object types of a graph, without those of introspection. */
export function objectTypesOf(graph: GraphQLSchema): readonly GraphQLObjectType[] {
  return Object.values(graph.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
  );
}
