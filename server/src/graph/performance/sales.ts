import type { Channel } from '@selvedge/schema';
import type { Calendar } from './calendar.js';
import { isClosed, type WonDeal } from './load-won-deals.js';
import type { ReportQuery } from './report-query.js';
import type { Fact } from './tally.js';

/** Revenue of won deals, on the day they closed, in the channel that first brought the contact. */
export function revenueFacts(won: readonly WonDeal[], calendar: Calendar): Fact[] {
  return won.map((sale) => ({
    date: calendar.dateOf(Date.parse(sale.deal.closedAt)),
    channel: channelOf(sale),
    ...(sale.deal.amount === null ? {} : { revenue: sale.deal.amount }),
  }));
}

/** One new customer for each contact whose first won deal closed in the range, on the day of that deal. */
export async function loadNewCustomers(won: readonly WonDeal[], query: ReportQuery): Promise<Fact[]> {
  const buyers = new Map(won.map((sale) => [`${sale.connector} ${sale.contact?.id}`, sale]));
  const facts = await Promise.all(
    [...buyers.values()].map(async (sale): Promise<Fact | null> => {
      if (sale.contact === null) return null;
      const first = Math.min(...(await closings(sale.connector, sale.contact.id, won, query)));
      const isNew = first >= Date.parse(query.instants.since) && first < Date.parse(query.instants.until);
      return isNew ? { date: query.calendar.dateOf(first), channel: channelOf(sale), newCustomers: 1 } : null;
    }),
  );
  return facts.filter((fact) => fact !== null);
}

/** When each of a contact's won deals closed, whenever that was; epoch milliseconds. */
async function closings(
  connector: string,
  contact: string,
  won: readonly WonDeal[],
  query: ReportQuery,
): Promise<number[]> {
  const ids = (await query.load('deal.idsByContact', connector, contact)) ?? [];
  const inRange = new Map(won.filter((sale) => sale.connector === connector).map(({ deal }) => [deal.id, deal]));
  const deals = await Promise.all(ids.map((id) => inRange.get(id) ?? query.load('deal.byId', connector, id)));
  return deals.flatMap((deal) => (deal?.won && isClosed(deal) ? [Date.parse(deal.closedAt)] : []));
}

function channelOf({ contact }: WonDeal): Channel {
  return contact?.originalSource ?? 'DIRECT';
}
