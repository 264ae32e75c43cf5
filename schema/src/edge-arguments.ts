import { ArgsType, Field, Int } from 'type-graphql';

/** Arguments of a list of a record's neighbours. */
@ArgsType()
export class EdgeArguments {
  @Field(() => Int, { nullable: true, defaultValue: 10, description: 'Items wanted, 1 to 100.' })
  first!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of this list after which to read on; any other is refused.',
  })
  after?: string | null;
}
