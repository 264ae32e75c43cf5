import type { Connection, DealRecord, Sourced } from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import type { GraphContext, Outcome } from '../../ports/index.js';
import { failureError } from '../coded-error.js';
import { chooseSomeConnectors } from '../lists/choose-connectors.js';
import { type EdgeSelection, stretchOfLoads } from '../lists/id-connection.js';
import type { CustomerRecord } from './customer-record.js';
import { isContact } from './person-record.js';
import { failuresOfCrms } from './unified-value.js';

type LoadDeal = () => Promise<Outcome<Sourced<DealRecord>>>;

/**
 * The deals of all of a person's contacts. A CRM that fails leaves one null among them, unless it is the only one.
 * Throws `CAPABILITY_MISSING` when no vendor keeps deals.
 */
export async function customerDeals(
  customer: CustomerRecord,
  args: EdgeSelection,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<Connection<Sourced<DealRecord>>> {
  const { sources } = context;
  chooseSomeConnectors('deal.idsByContact', null, sources);
  const contacts = customer.known.filter(isContact).map(({ record }) => record);
  const lists = await Promise.all(
    contacts.map(async ({ id, source: { connector } }) => ({
      connector,
      ids: await sources.load('deal.idsByContact', connector, id),
    })),
  );
  const loads = new Map<string, LoadDeal>();
  for (const { connector, ids } of lists) {
    if (!ids.ok) loads.set(connector, async () => ids);
    else
      for (const id of ids.value ?? []) loads.set(`${connector} ${id}`, () => sources.load('deal.byId', connector, id));
  }
  const failures = lists.flatMap(({ ids }) => (ids.ok ? [] : [ids.failure]));
  const failure = failures.length === lists.length ? (failures[0] ?? failuresOfCrms(customer, context)[0]) : undefined;
  if (failure !== undefined) throw failureError(failure, context.now());

  return await stretchOfLoads(customer, args, [...loads.values()], context, info);
}
