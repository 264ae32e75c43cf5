import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, InputType } from 'type-graphql';

@InputType({ description: 'Whole days, both ends included.' })
export class DateRange {
  @Field(() => GraphQLLocalDate, { description: 'First day.' })
  since!: string;

  @Field(() => GraphQLLocalDate, { description: 'Last day.' })
  until!: string;
}
