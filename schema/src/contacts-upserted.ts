import { Field, Int, ObjectType } from 'type-graphql';
import { ContactUpsertResult } from './contact-upsert-result.js';

@ObjectType({ simpleResolvers: true, description: 'What became of a write of contacts.' })
export class ContactsUpserted {
  @Field(() => Int, { description: 'Contacts that were created or updated.' })
  accepted!: number;

  @Field(() => [ContactUpsertResult], { description: 'One for each contact, in input order.' })
  results!: readonly ContactUpsertResult[];
}
