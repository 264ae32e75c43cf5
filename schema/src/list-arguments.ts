import { ArgsType, Field } from 'type-graphql';
import { PageArguments } from './page-arguments.js';

/** Arguments of a list that can be searched. */
@ArgsType()
export class ListArguments extends PageArguments {
  @Field(() => String, {
    nullable: true,
    description:
      "Text that items must match, in the vendor's own sense. A vendor that cannot search such a list by text refuses " +
      'it with `VENDOR_REJECTED`, for example Mailchimp its audiences and e-mail campaigns.',
  })
  query?: string | null;
}
