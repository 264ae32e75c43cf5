import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils';
import { type Deprecation, LIFECYCLE } from '@selvedge/schema';
import { assertValidSchema, defaultFieldResolver, type GraphQLFieldConfig, type GraphQLSchema } from 'graphql';
import { isShown, type LifecycleCarrier, lifecycleOf } from './lifecycle-of.js';
import { type Member, membersOf } from './members.js';

/**
 * What one API major shows of the whole graph: members outside their life are gone, renamed ones stand under
 * their public name, deprecated ones say so, and types that nothing reaches any more are dropped. Resolvers
 * are the graph's own. The graph is left as it is.
 *
 * @throws Error when two members claim one name in the major, when something other than an output field is
 * renamed, or when what is left is no valid schema
 */
export function viewOf(graph: GraphQLSchema, major: number): GraphQLSchema {
  const members = membersOf(graph);
  refuseRenamedInputs(members);
  refuseClashes(members, major);
  const shown = <C extends LifecycleCarrier & { deprecationReason?: string | null | undefined }>(config: C) => {
    const life = lifecycleOf(config);
    if (!isShown(life, major)) return null;
    if (!life.deprecated) return config;
    const deprecated = withReplacementMajor(life.deprecated, members, major);
    const extensions = { ...config.extensions, [LIFECYCLE]: { ...life, deprecated } };
    return { ...config, extensions, deprecationReason: reasonOf(deprecated) };
  };
  const view = pruneSchema(
    mapSchema(graph, {
      [MapperKind.COMPOSITE_FIELD]: (config, name) => {
        const field = shown(config);
        const publicName = lifecycleOf(config).exposedAs ?? name;
        if (!field || publicName === name) return field;
        return [publicName, readingFrom(name, field)];
      },
      [MapperKind.ARGUMENT]: shown,
      [MapperKind.INPUT_OBJECT_FIELD]: shown,
      [MapperKind.ENUM_VALUE]: shown,
    }),
  );
  assertValidSchema(view);
  return view;
}

/** Without a resolver of its own a field reads the property of its name, which the rename has just changed. */
function readingFrom<S, C>(name: string, field: GraphQLFieldConfig<S, C>): GraphQLFieldConfig<S, C> {
  if (field.resolve) return field;
  return {
    ...field,
    resolve: (source, args, context, info) => defaultFieldResolver(source, args, context, { ...info, fieldName: name }),
  };
}

/** The replacement may bear the same name in a later major, e.g. `Deal.amount`, so the major is named. */
function withReplacementMajor(deprecation: Deprecation, members: readonly Member[], major: number): Deprecation {
  const { replacement } = deprecation;
  const successor = members.find(({ shownAs, life }) => shownAs === replacement && life.deprecated !== deprecation);
  const since = successor?.life.since ?? 1;
  return since > major ? { ...deprecation, replacementMajor: since } : deprecation;
}

function reasonOf({ reason, replacement, replacementMajor, sunset }: Deprecation): string {
  const where = replacementMajor === undefined ? '' : ` of v${replacementMajor}`;
  return `${reason} Use ${replacement}${where}. Sunset ${sunset}.`;
}

function refuseRenamedInputs(members: readonly Member[]): void {
  for (const { kind, coordinate, life } of members) {
    if (kind !== 'field' && life.exposedAs !== undefined) {
      throw new Error(
        `Expected only output fields to be renamed, but the ${kind} ${coordinate} is exposed as "${life.exposedAs}": ` +
          'its value would be lost on the way to the resolver. Declare both forms and normalise them beside the type.',
      );
    }
  }
}

function refuseClashes(members: readonly Member[], major: number): void {
  const owners = new Map<string, string>();
  for (const { kind, coordinate, shownAs, life } of members) {
    if (kind !== 'field' || !isShown(life, major)) continue;
    const owner = owners.get(shownAs);
    if (owner !== undefined) {
      throw new Error(
        `Expected one member for ${shownAs} in v${major}, but ${owner} and ${coordinate} both claim it. ` +
          'Give one of them a `removedIn` or `since` that keeps it out of this major, or another `exposedAs`.',
      );
    }
    owners.set(shownAs, coordinate);
  }
}
