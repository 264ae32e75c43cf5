import type { Channel } from '@selvedge/schema';
import type { Calendar } from './calendar.js';
import type { WonDeal } from './load-won-deals.js';
import type { Fact } from './tally.js';

/** Revenue of won deals, on the day they closed, in the channel that first brought the contact in the deal's CRM. */
export function revenueFacts(won: readonly WonDeal[], calendar: Calendar): Fact[] {
  return won.map((sale) => ({
    date: calendar.dateOf(Date.parse(sale.deal.closedAt)),
    channel: channelOf(sale.contact),
    ...(sale.deal.amount === null ? {} : { revenue: sale.deal.amount }),
  }));
}

/** The channel that first brought a contact; who came from nowhere known came directly. */
export function channelOf(contact: { originalSource: Channel | null } | null): Channel {
  return contact?.originalSource ?? 'DIRECT';
}
