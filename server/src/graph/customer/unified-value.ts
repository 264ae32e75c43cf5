import type { ContactRecord, Sourced } from '@selvedge/schema';
import { type GraphQLResolveInfo, responsePathAsArray } from 'graphql';
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
  const trusted = inOrderOfTrust(known, context.settings.precedence[field]);
  return valueFrom(trusted, failures, read, context, info)?.value ?? null;
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
  return valueFrom(contacts, failuresOfCrms(customer, context), read, context, info);
}

/** A unified list, whole but for the vendors that failed, which are noted. */
export function unifiedList<V>(
  field: string,
  { known, failures }: CustomerRecord,
  unify: (records: readonly PersonRecord[]) => V,
  context: GraphContext,
  info: GraphQLResolveInfo,
): V {
  noteLacks(failures, context, info);
  return unify(inOrderOfTrust(known, context.settings.precedence[field]).map(({ record }) => record));
}

/** The failures of CRMs, so that the person's contacts there may be missing. */
export function failuresOfCrms({ failures }: CustomerRecord, { sources }: GraphContext): readonly Failure[] {
  const crms = sources.offering('contact.byEmail');
  return failures.filter(({ connector }) => crms.includes(connector));
}

function valueFrom<K extends KnownRecord, V>(
  known: readonly K[],
  failures: readonly Failure[],
  read: (record: K['record']) => V | null,
  context: GraphContext,
  info: GraphQLResolveInfo,
): { value: V; from: K } | null {
  const chosen = firstValue(known, read);
  const [failure] = failures;
  if (chosen === null && failure !== undefined) throw failureError(failure, context.now());
  noteLacks(failures, context, info);
  if (chosen !== null) noteOrigin(chosen.from.origin, context, info);
  return chosen;
}

function noteLacks(failures: readonly Failure[], { trail }: GraphContext, info: GraphQLResolveInfo): void {
  for (const failure of failures) trail.lack(responsePathAsArray(info.path), failure);
}
