import type { CapabilityName } from '@selvedge/schema';
import type { GraphQLSchema } from 'graphql';
import { type ClassType, Extensions, FieldResolver } from 'type-graphql';
import { Asks } from '../asks/asks.js';
import { oneOf } from '../asks/read-asks.js';
import { BINDING, type Binding, bindingOf } from './binding.js';
import { boundResolver } from './bound-resolver.js';
import { objectTypesOf } from './object-types-of.js';

export interface EdgeOptions {
  capability: CapabilityName;
  /** Property of the parent that is the input. */
  by: string;
  description?: string;
}

/** A field of the resolver's type that leads to the record whose id the parent holds: null where it holds none. */
export function Edge(
  name: string,
  type: () => ClassType,
  { capability, by, description }: EdgeOptions,
): ClassDecorator {
  const binding: Binding = { capability, by };
  return ({ prototype }) => {
    const descriptor = { value: unbound, configurable: true };
    Object.defineProperty(prototype, name, descriptor);
    FieldResolver(type, { nullable: true, ...(description === undefined ? {} : { description }) })(
      prototype,
      name,
      descriptor,
    );
    (Extensions({ [BINDING]: binding }) as MethodDecorator)(prototype, name, descriptor);
    Asks(oneOf(capability))(prototype, name, descriptor);
  };
}

/** Gives the bound fields of a built graph their resolvers. */
export function resolveBound(graph: GraphQLSchema): void {
  for (const type of objectTypesOf(graph)) {
    for (const field of Object.values(type.getFields())) {
      const binding = bindingOf(field);
      if (binding !== null) field.resolve = boundResolver(binding) as NonNullable<typeof field.resolve>;
    }
  }
}

function unbound(): never {
  throw new Error('Expected the graph to be built by buildGraph, which resolves bound fields.');
}
