import type { CapabilityName, Connection } from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import type { GraphContext } from '../../ports/index.js';
import { answered } from '../answer.js';
import { badUserInput } from '../coded-error.js';
import { chooseConnector } from './choose-connector.js';
import { type Stretch, toConnection } from './connection.js';
import { checkedFirst, decodeCursor } from './cursor.js';
import { type ListIdentity, listOf } from './list-identity.js';
import { type LoadPage, readPages, type Start } from './read-pages.js';

export interface PagedArguments {
  first: number | null;
  after?: string | null;
  connector?: string | null;
  query?: string | null;
  /** Vendor id of the record whose list it is; left out for a list of its own. */
  of?: string;
}

/**
 * A list that a vendor pages through, beginning at the cursor where one is given. `load` asks the connector it is
 * given; which one that is follows from the cursor, the argument, or who offers `capability` first.
 */
export async function pagedConnection<R>(
  capability: CapabilityName,
  args: PagedArguments,
  load: (connector: string) => LoadPage<R>,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<Connection<R>> {
  const stretch = await pagedStretch(capability, args, load, context, info);
  return toConnection(stretch, listOf(info, args), args.after != null);
}

/** As `pagedConnection`, for who works on the items before they are shown. */
export async function pagedStretch<R>(
  capability: CapabilityName,
  args: PagedArguments,
  load: (connector: string) => LoadPage<R>,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<Stretch<R>> {
  const wanted = checkedFirst(args.first);
  const start = startOf(capability, args, listOf(info, args), context);
  return await readPages(load(start.connector), start, wanted, (outcome) => answered(outcome, context, info));
}

function startOf(capability: CapabilityName, args: PagedArguments, list: ListIdentity, context: GraphContext): Start {
  if (args.after == null) return { connector: chooseConnector(capability, args.connector, context.sources) };
  const cursor = decodeCursor(args.after, list);
  if (args.connector == null || args.connector === cursor.connector) return cursor;
  throw badUserInput(
    `Expected "after" to be a cursor of the connector "${args.connector}", but it is one of "${cursor.connector}".`,
  );
}
