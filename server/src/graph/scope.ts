import { type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { Extensions } from 'type-graphql';
import { type GraphContext, holdsScope, SCOPES, type ScopeName } from '../ports/index.js';
import { codedError } from './coded-error.js';

export { SCOPES, type ScopeName };

type Args = Record<string, unknown>;
type ScopeOf = ScopeName | ((args: Args) => ScopeName);

/** Key under which a built root field carries its scope in `extensions`. */
export const SCOPE = 'scope';

/** Names the scope that a root field needs, or says how it follows from the field's arguments. */
export function Scope(scope: ScopeOf): MethodDecorator {
  return Extensions({ [SCOPE]: scope }) as MethodDecorator;
}

/** Makes every root field of a built graph refuse callers without its scope. Throws when a root field names none. */
export function enforceScopes(graph: GraphQLSchema): void {
  const roots = [graph.getQueryType(), graph.getMutationType(), graph.getSubscriptionType()];
  for (const root of roots.filter(isObjectType)) {
    for (const field of Object.values(root.getFields())) enforceScope(root.name, field);
  }
}

/** As `enforceScopes`, of one root field. */
export function enforceScope(root: string, field: GraphQLField<unknown, GraphContext>): void {
  const scope = field.extensions[SCOPE];
  if (!isScope(scope) || !field.resolve) {
    throw new TypeError(`Expected @Scope on the root field ${root}.${field.name}, but it has none.`);
  }
  field.resolve = guarded(scope, field.resolve);
}

function guarded(
  scope: ScopeOf,
  resolve: GraphQLFieldResolver<unknown, GraphContext>,
): GraphQLFieldResolver<unknown, GraphContext> {
  return (root, args, context, info) => {
    const needed = typeof scope === 'function' ? scope(args) : scope;
    if (holdsScope(context.caller, needed)) return resolve(root, args, context, info);
    throw codedError('FORBIDDEN', `${info.parentType.name}.${info.fieldName} needs the scope "${needed}".`);
  };
}

function isScope(value: unknown): value is ScopeOf {
  return typeof value === 'function' || SCOPES.some((scope) => scope === value);
}
