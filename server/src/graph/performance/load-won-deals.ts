import type { ContactRecord, DealRecord, Sourced } from '@selvedge/schema';
import type { ReportQuery } from './report-query.js';

/** A won deal and whose it is. */
export interface WonDeal {
  connector: string;
  deal: Sourced<DealRecord> & { closedAt: string };
  /** The deal's contact, of several the one with the lowest id; null when it has none. */
  contact: Sourced<ContactRecord> | null;
}

/** The deals won in the range, over all CRMs. */
export async function loadWonDeals({ instants, offering, load }: ReportQuery): Promise<WonDeal[]> {
  const lists = await Promise.all(
    offering('deal.won').map(async (connector) => {
      const deals = (await load('deal.won', connector, instants)) ?? [];
      return deals.flatMap((deal) => (isClosed(deal) ? [{ connector, deal }] : []));
    }),
  );
  return await Promise.all(
    lists.flat().map(async ({ connector, deal }) => {
      const id = lowest((await load('contact.idsByDeal', connector, deal.id)) ?? []);
      return { connector, deal, contact: id === undefined ? null : await load('contact.byId', connector, id) };
    }),
  );
}

/** Whether a deal says when it closed. */
export function isClosed(deal: Sourced<DealRecord>): deal is WonDeal['deal'] {
  return deal.closedAt !== null;
}

function lowest(ids: readonly string[]): string | undefined {
  return ids.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }))[0];
}
