import { ArgsType, Field } from 'type-graphql';
import { PageArguments } from './page-arguments.js';

/** Arguments of a list of events, which no vendor can search by text. */
@ArgsType()
export class EventArguments extends PageArguments {
  @Field(() => String, { nullable: true, description: 'Connector id; default: the first one that has events.' })
  connector?: string | null;
}
