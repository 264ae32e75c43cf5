import { assertInterfaceType, type GraphQLField, type GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';

/** Key under which a field of the graph and of its views carries what it is derived by in `extensions`. */
const DERIVED = 'derived';

/** A field's value, made of its parent alone: at once, the same each time, and asking nobody. */
export type Derivation = (parent: object) => unknown;

/**
 * Says that the resolver below it is a function of its parent, which it takes as its only parameter, and does not use
 * `this`. Compiled plans call it while they write, without what else resolvers are given.
 */
export function Derived(): MethodDecorator {
  return (target, name, descriptor) => {
    (Extensions({ [DERIVED]: descriptor.value }) as MethodDecorator)(target, name, descriptor);
  };
}

/** Derives a field of an interface in all types that implement it; type-graphql keeps no extensions of such a field's resolver. */
export function deriveImplemented(graph: GraphQLSchema, of: string, name: string, derive: Derivation): void {
  for (const type of graph.getPossibleTypes(assertInterfaceType(graph.getType(of)))) {
    const field = type.getFields()[name];
    if (field === undefined) continue;
    field.extensions = { ...field.extensions, [DERIVED]: derive };
    field.resolve = (parent) => derive(parent as object);
  }
}

/** What a field is derived by; null for one that is not. */
export function derivationOf({ extensions }: GraphQLField<unknown, unknown>): Derivation | null {
  const derivation = extensions[DERIVED];
  return typeof derivation === 'function' ? (derivation as Derivation) : null;
}
