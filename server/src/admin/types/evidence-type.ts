import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from './enum-of.js';

export const EvidenceOutcomeEnum = enumOf(['ROLL_BACK', 'ADVANCE', 'HOLD']);
registerEnumType(EvidenceOutcomeEnum, { name: 'EvidenceOutcome', description: 'What the evidence says to do.' });

@ObjectType({ simpleResolvers: true, description: 'What one side did in the current period.' })
export class SideCount {
  @Field(() => Int)
  events!: number;

  @Field(() => Int, { description: 'Of them, failed or slow, as the test has it.' })
  bad!: number;
}

@ObjectType({ simpleResolvers: true, description: 'The numbers of one test: failures, slow calls, and the like.' })
export class TestEvidence {
  @Field(() => String)
  test!: string;

  @Field(() => Float, { nullable: true, description: 'Its part of the evidence, natural logarithm.' })
  lnEvidence!: number | null;

  @Field(() => SideCount)
  candidate!: SideCount;

  @Field(() => SideCount)
  stable!: SideCount;

  @Field(() => Float, { nullable: true, description: "The candidate's share, 0 to 1; null when it is not known." })
  share!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "Upper end of the candidate's rate relative to stable's; null while it says nothing yet.",
  })
  ratioUpperEnd!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "Upper end of the candidate's own rate at this step, 0 to 1; null where it does not pass by that, or nothing is known yet.",
  })
  rateUpperEnd!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'What rateUpperEnd has to be under to be enough by itself; null where it is not.',
  })
  rateWanted!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'The numbers behind a decision.' })
export class EvidenceFigures {
  @Field(() => Float, {
    nullable: true,
    description: 'Evidence of all tests against the candidate, natural logarithm.',
  })
  lnEvidence!: number | null;

  @Field(() => Float, { description: 'At or above it a rollout goes back, natural logarithm.' })
  lnThreshold!: number;

  @Field(() => Int, { description: 'Counted requests of the candidate at this step.' })
  requestsSeen!: number;

  @Field(() => Int, { description: 'How many the step wants.' })
  requestsWanted!: number;

  @Field(() => [TestEvidence])
  tests!: TestEvidence[];
}

@ObjectType({ simpleResolvers: true, description: 'What the evidence says at this moment.' })
export class EvidenceNow {
  @Field(() => EvidenceOutcomeEnum)
  outcome!: keyof typeof EvidenceOutcomeEnum;

  @Field(() => String, {
    nullable: true,
    description: 'Why it neither advances nor goes back, e.g. too-little-traffic.',
  })
  hold!: string | null;

  @Field(() => String, { nullable: true, description: 'What was expected, what came, what follows.' })
  reason!: string | null;

  @Field(() => EvidenceFigures)
  figures!: EvidenceFigures;
}
