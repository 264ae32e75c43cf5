import { ArgsType, Field } from 'type-graphql';
import { PageArguments } from './page-arguments.js';

/** Arguments of a list that can be searched. */
@ArgsType()
export class ListArguments extends PageArguments {
  @Field(() => String, { nullable: true, description: "Text that items must match, in the vendor's own sense." })
  query?: string | null;
}
