import { ArgsType, Field } from 'type-graphql';
import { ListArguments } from './list-arguments.js';

/** Arguments of a list that any of several vendors may answer. */
@ArgsType()
export class VendorListArguments extends ListArguments {
  @Field(() => String, { nullable: true, description: 'Connector id; default: the first one that has such a list.' })
  connector?: string | null;
}
