import { Field, GraphQLISODateTime, InterfaceType } from 'type-graphql';
import { Node } from './node.js';
import { Source } from './source.js';

@InterfaceType({
  implements: Node,
  description: 'One record that one vendor keeps about a person.',
  resolveType: (record: { kind: string }) => record.kind,
})
export abstract class VendorRecord extends Node {
  @Field(() => Source, { description: 'Connector and version that answered.' })
  source!: Source;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Last change at the vendor.' })
  updatedAt?: string | null;
}
