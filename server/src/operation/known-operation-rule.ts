import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';

/** Refuses an operation of a kind that the schema has no root for; graphql-js would fail only while executing it. */
export function knownOperationRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (context.getSchema().getRootType(node.operation)) return;
      const message = `This graph has no ${node.operation}s; it takes queries and mutations.`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  };
}
