import { ArgsType, Field, Int } from 'type-graphql';

/** Arguments of every list that a vendor pages through. */
@ArgsType()
export class PageArguments {
  @Field(() => Int, { nullable: true, defaultValue: 20, description: 'Items wanted, 1 to 100.' })
  first!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of this list after which to read on; any other is refused.',
  })
  after?: string | null;
}
