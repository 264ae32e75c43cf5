import { Field, GraphQLISODateTime, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from './enum-of.js';

export const VerdictEnum = enumOf(['CLEAN', 'DIFFERENT', 'UNDECIDED', 'ACCEPTED']);
registerEnumType(VerdictEnum, { name: 'ComparisonVerdict', description: 'What comparing a field has come to.' });

@ObjectType({
  simpleResolvers: true,
  description: 'Differences of one kind: missing, extra, type, unit, format, order, value.',
})
export class DifferenceClass {
  @Field(() => String)
  class!: string;

  @Field(() => Int)
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One pair of values that differed; personal data is masked.' })
export class ComparisonSampleType {
  @Field(() => GraphQLISODateTime)
  at!: Date;

  @Field(() => String)
  class!: string;

  @Field(() => String, { description: 'JSON.' })
  stable!: string;

  @Field(() => String, { description: 'JSON.' })
  candidate!: string;
}

@ObjectType('ComparedField', {
  simpleResolvers: true,
  description: 'What comparing one field of the two versions has found.',
})
export class ComparedFieldType {
  @Field(() => String, { description: 'e.g. Contact.phone' })
  coordinate!: string;

  @Field(() => Int)
  pairs!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Of an undecided field: further pairs without a difference that show it to be clean.',
  })
  pairsWanted!: number | null;

  @Field(() => Int)
  differing!: number;

  @Field(() => Int, {
    description: 'Pairs of two answers of stable that differed: how much the field changes by itself.',
  })
  noise!: number;

  @Field(() => VerdictEnum)
  verdict!: keyof typeof VerdictEnum;

  @Field(() => String, { nullable: true, description: 'Who accepted that it differs.' })
  acceptedBy!: string | null;

  @Field(() => String, { nullable: true })
  acceptedReason!: string | null;

  @Field(() => [DifferenceClass])
  classes!: DifferenceClass[];

  @Field(() => [ComparisonSampleType])
  samples!: ComparisonSampleType[];
}
