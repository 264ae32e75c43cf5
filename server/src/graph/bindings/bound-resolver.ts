import type { GraphQLFieldResolver } from 'graphql';
import type { GraphContext } from '../../ports/index.js';
import { answer } from '../answer.js';
import type { Binding } from './binding.js';
import { questionOf } from './question-of.js';

/** Resolves a bound field for one parent. */
export function boundResolver(binding: Binding): GraphQLFieldResolver<object, GraphContext> {
  return async (parent, args, context, info) => {
    const question = questionOf(binding, parent, args);
    if (question === null) return null;
    const { connector, input } = question;
    return answer(await context.sources.load(binding.capability, connector, input), context, info);
  };
}
