import type { CapabilityName, InputOf } from '@selvedge/schema';
import type { GraphQLFieldResolver } from 'graphql';
import type { GraphContext } from '../../ports/index.js';
import { answer } from '../answer.js';
import type { Binding } from './binding.js';
import { sourceOf } from './source-of.js';

/** Resolves a bound field for one parent. */
export function boundResolver({ capability, connector, by }: Binding): GraphQLFieldResolver<object, GraphContext> {
  return async (parent, args, context, info) => {
    const input: unknown = by === undefined ? args : Reflect.get(parent, by);
    if (input === null || input === undefined) return null;
    const asked = connector ?? sourceOf(parent);
    return answer(await context.sources.load(capability, asked, input as InputOf<CapabilityName>), context, info);
  };
}
