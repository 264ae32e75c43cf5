import type { GraphQLField } from 'graphql';
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

/** What a field is derived by; null for one that is not. */
export function derivationOf({ extensions }: GraphQLField<unknown, unknown>): Derivation | null {
  const derivation = extensions[DERIVED];
  return typeof derivation === 'function' ? (derivation as Derivation) : null;
}
