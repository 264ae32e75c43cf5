import { ArgsType, Field, Int } from 'type-graphql';

/** Arguments of a list that a vendor pages through. */
@ArgsType()
export class ListArguments {
  @Field(() => Int, { nullable: true, defaultValue: 20, description: 'Items wanted, 1 to 100.' })
  first!: number | null;

  @Field(() => String, { nullable: true, description: 'Cursor after which to read on.' })
  after?: string | null;

  @Field(() => String, { nullable: true, description: "Text that items must match, in the vendor's own sense." })
  query?: string | null;
}
