import type { ContactRecord, Sourced } from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import type { Failure, GraphContext } from '../../ports/index.js';
import { noteOrigin } from '../answer.js';
import { failureError } from '../coded-error.js';
import type { CustomerRecord } from './customer-record.js';
import { isContact, type KnownRecord, type PersonRecord } from './person-record.js';
import { firstValue, inOrderOfTrust } from './unify.js';

/**
 * A unified field: the value of the most trusted record that has one, its origin noted.
 * Throws the error of a vendor that failed when nobody else has a value.
 */
export function unifiedValue<V>(
  field: string,
  { known, failures }: CustomerRecord,
  read: (record: PersonRecord) => V | null,
  context: GraphContext,
  info: GraphQLResolveInfo,
): V | null {
  const [failure] = failures;
  return (
    valueFrom(inOrderOfTrust(known, context.settings.precedence[field]), failure, read, context, info)?.value ?? null
  );
}

/** As `unifiedValue`, of what only a CRM knows, with the contact that it is from. */
export function unifiedContactValue<V>(
  field: string,
  customer: CustomerRecord,
  read: (contact: Sourced<ContactRecord>) => V | null,
  context: GraphContext,
  info: GraphQLResolveInfo,
): { value: V; from: KnownRecord<Sourced<ContactRecord>> } | null {
  const contacts = inOrderOfTrust(customer.known.filter(isContact), context.settings.precedence[field]);
  return valueFrom(contacts, failureOfCrm(customer, context), read, context, info);
}

/** The failure of a CRM, so that the person's contact there may be missing. */
export function failureOfCrm({ failures }: CustomerRecord, { sources }: GraphContext): Failure | undefined {
  const crms = sources.offering('contact.byEmail');
  return failures.find(({ connector }) => crms.includes(connector));
}

function valueFrom<K extends KnownRecord, V>(
  known: readonly K[],
  failure: Failure | undefined,
  read: (record: K['record']) => V | null,
  context: GraphContext,
  info: GraphQLResolveInfo,
): { value: V; from: K } | null {
  const chosen = firstValue(known, read);
  if (chosen !== null) noteOrigin(chosen.from.origin, context, info);
  else if (failure !== undefined) throw failureError(failure, context.now());
  return chosen;
}
