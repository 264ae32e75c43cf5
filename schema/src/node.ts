import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType({
  description: 'Anything that can be fetched again by its global id.',
  resolveType: (record: { kind: string }) => record.kind,
})
export abstract class Node {
  @Field(() => ID, { description: 'Global id, opaque.' })
  id!: string;
}
