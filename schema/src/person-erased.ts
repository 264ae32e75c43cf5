import { Field, ObjectType } from 'type-graphql';
import { ErasureResult } from './erasure-result.js';

@ObjectType({ simpleResolvers: true, description: 'What became of the erasure of a person.' })
export class PersonErased {
  @Field(() => Boolean, {
    description: 'Whether every vendor listed took part: false when one failed, has no erasure, or none is listed.',
  })
  complete!: boolean;

  @Field(() => [ErasureResult], {
    description: 'One for each vendor that was asked, then one for each that keeps people and cannot be asked.',
  })
  results!: readonly ErasureResult[];
}
