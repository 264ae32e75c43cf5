import {
  Contact,
  ContactInput,
  type ContactRecord,
  ContactsUpserted,
  type ContactUpsert,
  ContactUpsertResult,
  type Sourced,
} from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { answer } from '../answer.js';
import { Asks } from '../asks/asks.js';
import { oneOf } from '../asks/read-asks.js';
import { chooseConnector } from '../lists/choose-connector.js';
import { Scope } from '../scope.js';
import { type Attempt, refused, underKey } from '../writes/attempt.js';
import { checkCount, MOST_RECORDS } from '../writes/check-count.js';
import { givenFields } from '../writes/given-fields.js';
import { upsertRecords, type Written } from '../writes/upsert-records.js';
import { writeOf } from '../writes/write-asks.js';

@Resolver(() => ContactUpsertResult)
export class ContactUpsertResolver {
  @Scope('crm:write')
  @Asks(writeOf('contact.upsert', 'contacts'))
  @Mutation(() => ContactsUpserted, {
    nullable: true,
    description:
      `Creates or updates contacts by their e-mail addresses, at most ${MOST_RECORDS} at once. A new address that is ` +
      'given twice is created by the first and updated by the second.',
  })
  upsertContacts(
    @Arg('connector', () => String) connector: string,
    @Arg('contacts', () => [ContactInput]) contacts: ContactInput[],
    @Arg('idempotencyKey', () => String, { nullable: true }) idempotencyKey: string | null | undefined,
    @Ctx() { sources }: GraphContext,
  ): Promise<ContactsUpserted> {
    checkCount(contacts, 'contacts');
    const chosen = chooseConnector('contact.upsert', connector, sources);
    return upsertRecords(chosen, contacts.map(contactOf), (contact) =>
      sources.load('contact.upsert', chosen, contact, underKey(idempotencyKey)),
    );
  }

  @Asks(oneOf('contact.byId'))
  @FieldResolver(() => Contact, { nullable: true, description: 'The contact as it is after the write.' })
  async contact(
    @Root() { written }: Written,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Sourced<ContactRecord> | null> {
    if (written === null) return null;
    return answer(await context.sources.load('contact.byId', written.connector, written.id), context, info);
  }
}

function contactOf({ email, givenName, familyName, phone, lifecycleStage }: ContactInput): Attempt<ContactUpsert> {
  // Some vendors make a nameless contact of it.
  if (email.trim() === '') return refused('Expected "email" to be an e-mail address, but got an empty text.');
  return { ok: true, value: givenFields({ email, givenName, familyName, phone, lifecycleStage }) };
}
