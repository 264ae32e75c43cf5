import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from './enum-of.js';

export const DriftEffectEnum = enumOf(['NOTHING', 'STARTS', 'ROLLS_BACK', 'REFUSED']);
registerEnumType(DriftEffectEnum, {
  name: 'DriftEffect',
  description: 'What reading the configuration anew does about it. REFUSED: it cannot be applied.',
});

@ObjectType({ simpleResolvers: true, description: 'A setting that is declared otherwise than it is under way.' })
export class DriftSetting {
  @Field(() => String)
  setting!: string;

  @Field(() => String)
  declared!: string;

  @Field(() => String)
  stored!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What the configuration declares for a connector, against what is.' })
export class RolloutDrift {
  @Field(() => String)
  connector!: string;

  @Field(() => DriftEffectEnum)
  effect!: keyof typeof DriftEffectEnum;

  @Field(() => ID, { nullable: true })
  rollout!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it cannot be applied, as the code of an error.' })
  code!: string | null;

  @Field(() => String, { description: 'For people.' })
  line!: string;

  @Field(() => [DriftSetting])
  differences!: DriftSetting[];
}
