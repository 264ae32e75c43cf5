import { Field, GraphQLISODateTime, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from './enum-of.js';

export const VersionRoleEnum = enumOf(['STABLE', 'CANDIDATE', 'KEPT', 'FOUND']);
registerEnumType(VersionRoleEnum, {
  name: 'VersionRole',
  description: 'KEPT: replaced, and loaded until the rollback window is over. FOUND: not loaded.',
});

export const BreakerStateEnum = enumOf(['CLOSED', 'OPEN', 'HALF_OPEN']);
registerEnumType(BreakerStateEnum, { name: 'BreakerState', description: 'OPEN: the vendor is left alone.' });

@ObjectType({ simpleResolvers: true, description: 'One version of a connector that was found.' })
export class ConnectorVersion {
  @Field(() => String)
  version!: string;

  @Field(() => String)
  packageName!: string;

  @Field(() => VersionRoleEnum)
  role!: keyof typeof VersionRoleEnum;

  @Field(() => String, { nullable: true, description: 'Why it cannot be used; null when it can.' })
  unusable!: string | null;

  @Field(() => Int, { description: 'Breakers of this version, one for each connection.' })
  breakers!: number;

  @Field(() => Int, { description: 'Of them, those that are not closed.' })
  openBreakers!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A connector and every version of it that was found.' })
export class ConnectorInUse {
  @Field(() => String)
  id!: string;

  @Field(() => [ConnectorVersion])
  versions!: ConnectorVersion[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'What leaves a failing vendor alone, for one version and connection.',
})
export class BreakerNow {
  @Field(() => String)
  connector!: string;

  @Field(() => String)
  version!: string;

  @Field(() => String)
  connection!: string;

  @Field(() => BreakerStateEnum)
  state!: keyof typeof BreakerStateEnum;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Since when it is not closed.' })
  since!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true })
  nextProbeAt!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true })
  lastFailureAt!: Date | null;

  @Field(() => String, { nullable: true })
  lastFailure!: string | null;
}

@ObjectType({ simpleResolvers: true, description: "One window of a connection's quota at its vendor." })
export class QuotaNow {
  @Field(() => String)
  connection!: string;

  @Field(() => String)
  window!: string;

  @Field(() => Int)
  used!: number;

  @Field(() => Int)
  limit!: number;

  @Field(() => GraphQLISODateTime, { nullable: true })
  resetsAt!: Date | null;
}

@ObjectType({ simpleResolvers: true, description: 'How many callers a version has answered in the last hour or two.' })
export class CallersOfVersion {
  @Field(() => String)
  connector!: string;

  @Field(() => String)
  version!: string;

  @Field(() => Int)
  callers!: number;

  @Field(() => Int, { description: 'Pinned to stable: their operations touch what the candidate changes or lacks.' })
  pinned!: number;
}
