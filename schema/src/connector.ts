import { Field, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'A vendor connected to this graph.' })
export class Connector {
  @Field(() => String)
  id!: string;

  @Field(() => String, { nullable: true, description: 'Version that answers this operation.' })
  version?: string | null;

  @Field(() => [String], { description: 'Names of what it can do, for example `contact.byId`.' })
  capabilities!: readonly string[];
}
