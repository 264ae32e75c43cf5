import {
  Contact,
  ContactInput,
  type ContactRecord,
  ContactsUpserted,
  type ContactUpsert,
  type ContactUpserted,
  ContactUpsertResult,
  type Sourced,
} from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import type { GraphContext, Outcome } from '../../ports/index.js';
import { answer } from '../answer.js';
import { badUserInput } from '../coded-error.js';
import { FAILURE_ANSWERS } from '../error-codes.js';
import { chooseConnector } from '../lists/choose-connector.js';
import { Scope } from '../scope.js';

/** Most contacts of one write; documented in the schema. */
const MOST_CONTACTS = 1_000;

/** A result, and where the written contact can be read. */
type Written = ContactUpsertResult & { written: { connector: string; id: string } | null };

@Resolver(() => ContactUpsertResult)
export class ContactUpsertResolver {
  @Scope('crm:write')
  @Mutation(() => ContactsUpserted, {
    nullable: true,
    description: `Creates or updates contacts by their e-mail addresses, at most ${MOST_CONTACTS} at once.`,
  })
  async upsertContacts(
    @Arg('connector', () => String) connector: string,
    @Arg('contacts', () => [ContactInput]) contacts: ContactInput[],
    @Arg('idempotencyKey', () => String, { nullable: true }) idempotencyKey: string | null | undefined,
    @Ctx() context: GraphContext,
  ): Promise<ContactsUpserted> {
    if (contacts.length > MOST_CONTACTS) {
      throw badUserInput(`Expected at most ${MOST_CONTACTS} contacts, but got ${contacts.length}.`);
    }
    const chosen = chooseConnector('contact.upsert', connector, context.sources);
    const options = idempotencyKey == null ? {} : { idempotencyKey };
    const outcomes = await Promise.all(
      contacts.map((contact) => context.sources.load('contact.upsert', chosen, givenFields(contact), options)),
    );
    const results = outcomes.map((outcome, index) => resultOf(outcome, index, chosen));
    return { accepted: results.filter(({ status }) => status !== 'FAILED').length, results };
  }

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

/** Only what the caller gave: a field that is left out stays as it is, null empties it. */
function givenFields({ email, givenName, familyName, phone, lifecycleStage }: ContactInput): ContactUpsert {
  return {
    email,
    ...(givenName === undefined ? {} : { givenName }),
    ...(familyName === undefined ? {} : { familyName }),
    ...(phone === undefined ? {} : { phone }),
    ...(lifecycleStage === undefined ? {} : { lifecycleStage }),
  };
}

function resultOf(outcome: Outcome<ContactUpserted>, index: number, connector: string): Written {
  if (!outcome.ok) {
    const { cause } = outcome.failure;
    const error = { ...FAILURE_ANSWERS[cause.class], message: cause.message };
    return { index, status: 'FAILED', error, written: null };
  }
  if (outcome.value === null) {
    const error = { ...FAILURE_ANSWERS['connector-defect'], message: 'The connector does not say what it wrote.' };
    return { index, status: 'FAILED', error, written: null };
  }
  const { id, created } = outcome.value;
  return { index, status: created ? 'CREATED' : 'UPDATED', error: null, written: { connector, id } };
}
