import type { ContactRecord, Sourced } from '@selvedge/schema';
import { emailsOf } from '../customer/person-record.js';
import { isClosed, type WonDeal } from './load-won-deals.js';
import { groupByPerson } from './people.js';
import type { ReportQuery } from './report-query.js';
import { channelOf } from './sales.js';
import type { Fact } from './tally.js';

type Contact = Sourced<ContactRecord>;

/** A won deal of a contact. `at`: when it closed, epoch milliseconds. */
interface Purchase {
  contact: Contact;
  at: number;
}

/** Deals that are known already, by connector and id. */
type DealsById = ReadonlyMap<string, ReadonlyMap<string, WonDeal['deal']>>;

/**
 * One new customer for each person whose first won deal, over all CRMs, closed in the range: on the day of that deal,
 * in the channel that first brought the contact who has it.
 */
export async function loadNewCustomers(won: readonly WonDeal[], query: ReportQuery): Promise<Fact[]> {
  const buyers = won.flatMap(({ contact }) => contact ?? []);
  const people = groupByPerson([...buyers, ...(await contactsElsewhere(buyers, query))]);
  const wonIn = byConnectorAndId(won);
  const firsts = await Promise.all(people.map((contacts) => firstPurchase(contacts, wonIn, query)));
  const [since, until] = [Date.parse(query.instants.since), Date.parse(query.instants.until)];
  return firsts.flatMap((first) =>
    first !== null && first.at >= since && first.at < until
      ? [{ date: query.calendar.dateOf(first.at), channel: channelOf(first.contact), newCustomers: 1 }]
      : [],
  );
}

/** Who the buyers are in the other CRMs, where they may have bought before. */
async function contactsElsewhere(buyers: readonly Contact[], query: ReportQuery): Promise<Contact[]> {
  const askable = query.offering('contact.byEmail');
  const crms = query.offering('deal.idsByContact').filter((connector) => askable.includes(connector));
  const known = new Set(
    buyers.flatMap((buyer) => emailsOf(buyer).map((email) => `${buyer.source.connector} ${email}`)),
  );
  const questions = crms.flatMap((connector) =>
    buyers
      .filter(({ source }) => source.connector !== connector)
      .flatMap(emailsOf)
      .filter((email) => !known.has(`${connector} ${email}`))
      .map((email) => ({ connector, email })),
  );
  const found = await Promise.all(
    questions.map(({ connector, email }) => query.load('contact.byEmail', connector, email)),
  );
  return found.filter((contact) => contact !== null);
}

async function firstPurchase(
  contacts: readonly Contact[],
  wonIn: DealsById,
  query: ReportQuery,
): Promise<Purchase | null> {
  const purchases = (await Promise.all(contacts.map((contact) => purchasesOf(contact, wonIn, query)))).flat();
  return purchases.toSorted((one, other) => one.at - other.at)[0] ?? null;
}

/** A contact's won deals, whenever they closed. */
async function purchasesOf(contact: Contact, wonIn: DealsById, query: ReportQuery): Promise<Purchase[]> {
  const { connector } = contact.source;
  const ids = (await query.load('deal.idsByContact', connector, contact.id)) ?? [];
  const known = wonIn.get(connector);
  const deals = await Promise.all(ids.map((id) => known?.get(id) ?? query.load('deal.byId', connector, id)));
  return deals.flatMap((deal) => (deal?.won && isClosed(deal) ? [{ contact, at: Date.parse(deal.closedAt) }] : []));
}

function byConnectorAndId(won: readonly WonDeal[]): DealsById {
  const sales = Map.groupBy(won, ({ connector }) => connector);
  return new Map([...sales].map(([connector, some]) => [connector, new Map(some.map(({ deal }) => [deal.id, deal]))]));
}
