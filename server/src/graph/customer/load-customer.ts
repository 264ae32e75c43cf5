import type { ContactRecord, Page, Sourced } from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import type { GraphContext, Outcome } from '../../ports/index.js';
import { noteOrigin } from '../answer.js';
import { codedError, failureError } from '../coded-error.js';
import type { Stretch } from '../lists/connection.js';
import { pagedStretch } from '../lists/paged-connection.js';
import { queryOf } from '../lists/query.js';
import { type CustomerRecord, customerOf, namingRecord } from './customer-record.js';
import type { KnownRecord, PersonRecord } from './person-record.js';
import { questionsByEmail } from './questions.js';
import { type Resolution, resolveByEmail, resolveFromRecord } from './resolve-person.js';

/** The person with an address; null when no vendor knows it. Throws `CAPABILITY_MISSING` when none could. */
export async function customerByEmail(
  email: string,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<CustomerRecord | null> {
  if (questionsByEmail(email, context.sources).length === 0) {
    throw codedError(
      'CAPABILITY_MISSING',
      'Expected a connected connector that offers contact.byEmail or audienceMember.byEmail, but none does.',
    );
  }
  return noted(await resolveByEmail(email, context.sources), context, info);
}

/** The person whom one record is about, by the id that `CustomerRecord` gave; null when the record is gone. */
export async function customerById(
  connector: string,
  id: string,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<CustomerRecord | null> {
  const named = namingRecord(id);
  if (named === null) return null;
  const outcome: Outcome<PersonRecord> =
    named.kind === 'Contact'
      ? await context.sources.load('contact.byId', connector, named.id)
      : await context.sources.load('audienceMember.byId', connector, named.id);
  if (!outcome.ok) throw failureError(outcome.failure, context.now());
  if (outcome.value === null) return null;
  const seed = { record: outcome.value, origin: outcome.origin };
  return noted(await resolveFromRecord(seed, context.sources), context, info);
}

/** One customer for each contact of the system of record, joined with what the other vendors know. */
export async function pageOfCustomers(
  args: { first: number | null; after?: string | null; query?: string | null },
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<Stretch<CustomerRecord>> {
  const { sources, settings } = context;
  const contacts = await pagedStretch(
    'contact.page',
    { ...args, connector: settings.systemOfRecord },
    (connector) => async (page, options) =>
      withOrigins(await sources.load('contact.page', connector, { ...page, ...queryOf(args) }, options)),
    context,
    info,
  );
  const items = await Promise.all(
    contacts.items.map(async ({ node, after }, at) => {
      if (node === null || node instanceof Error) return { node, after };
      const resolution = await resolveFromRecord(node, sources);
      return { node: noted(resolution, context, info, 'edges', at, 'node'), after };
    }),
  );
  return { ...contacts, items };
}

/** Throws the error of a vendor that failed when nobody else knows the person: null would say that nobody does. */
function noted(
  resolution: Resolution,
  context: GraphContext,
  info: GraphQLResolveInfo,
  ...below: (string | number)[]
): CustomerRecord | null {
  const customer = customerOf(resolution, context);
  const [failure] = resolution.failures;
  if (customer === null && failure !== undefined) throw failureError(failure, context.now());
  for (const { origin } of resolution.known) noteOrigin(origin, context, info, ...below);
  return customer;
}

function withOrigins(
  outcome: Outcome<Page<Sourced<ContactRecord>>>,
): Outcome<Page<KnownRecord<Sourced<ContactRecord>>>> {
  if (!outcome.ok) return outcome;
  const { value, origin } = outcome;
  if (value === null) return { ok: true, value, origin };
  const items = value.items.map((record) => ({ record, origin }));
  return { ok: true, value: { items, next: value.next }, origin };
}
