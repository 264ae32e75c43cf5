import type { MemberLifecycle } from '@selvedge/schema';
import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { lifecycleOf } from './lifecycle-of.js';

export type MemberKind = 'field' | 'argument' | 'input field' | 'enum value';

/** One member of a schema, with its life. */
export interface Member {
  kind: MemberKind;
  /** Schema coordinate by its own name: `Deal.amountNumber`, `Query.deals(first:)`, `Channel.EMAIL`. */
  coordinate: string;
  /** Schema coordinate as the views show it: `Deal.amount`. */
  shownAs: string;
  /** Type as SDL, e.g. `[String!]`; of an enum value, the enum. */
  type: string;
  life: MemberLifecycle;
}

/** Every member of the schema but those of introspection, by type name and in the order of declaration. */
export function membersOf(schema: GraphQLSchema): readonly Member[] {
  const members: Member[] = [];
  const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__'));
  for (const type of types.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        const life = lifecycleOf(field);
        const coordinate = `${type.name}.${field.name}`;
        const shownAs = `${type.name}.${life.exposedAs ?? field.name}`;
        members.push({ kind: 'field', coordinate, shownAs, type: String(field.type), life });
        for (const argument of field.args) {
          const own = unrenamed('argument', `${coordinate}(${argument.name}:)`, String(argument.type), argument);
          members.push({ ...own, shownAs: `${shownAs}(${argument.name}:)` });
        }
      }
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        members.push(unrenamed('input field', `${type.name}.${field.name}`, String(field.type), field));
      }
    } else if (isEnumType(type)) {
      for (const value of type.getValues()) {
        members.push(unrenamed('enum value', `${type.name}.${value.name}`, type.name, value));
      }
    }
  }
  return members;
}

function unrenamed(
  kind: MemberKind,
  coordinate: string,
  type: string,
  carrier: Parameters<typeof lifecycleOf>[0],
): Member {
  return { kind, coordinate, shownAs: coordinate, type, life: lifecycleOf(carrier) };
}
