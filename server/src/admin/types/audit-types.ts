import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'Who did what to what.' })
export class AuditRecord {
  @Field(() => ID)
  id!: string;

  @Field(() => GraphQLISODateTime)
  at!: Date;

  @Field(() => String, { description: 'As claimed, with the id of the token.' })
  actor!: string;

  @Field(() => String)
  action!: string;

  @Field(() => String)
  subject!: string;

  @Field(() => String, { nullable: true })
  detail!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of the audit, newest first.' })
export class AuditRecords {
  @Field(() => [AuditRecord])
  entries!: AuditRecord[];

  @Field(() => String, { nullable: true, description: '`after` of the next page; null after the last.' })
  next!: string | null;
}
