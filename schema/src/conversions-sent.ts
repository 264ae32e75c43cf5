import { Field, ObjectType } from 'type-graphql';
import { ConversionResult } from './conversion-result.js';

@ObjectType({ simpleResolvers: true, description: 'What became of conversions that were sent.' })
export class ConversionsSent {
  @Field(() => [ConversionResult], { description: 'One for each event, in input order.' })
  results!: readonly ConversionResult[];
}
