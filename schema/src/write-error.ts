import { Field, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'Why one part of a write failed.' })
export class WriteError {
  @Field(() => String, { description: 'Stable code, as in `extensions.code` of an error.' })
  code!: string;

  @Field(() => String)
  message!: string;

  @Field(() => Boolean, { description: 'Whether the same write may succeed later.' })
  retryable!: boolean;
}
