import type { CapabilityName } from '@selvedge/schema';
import type { Asking, Reckoning } from '../asks/asks.js';
import { ASSUMED } from '../asks/assumed-sizes.js';
import { ofEach, times } from '../asks/records.js';
import { type Part, partsOfRows, partsOfTotals } from './parts.js';

/** What the selected parts of a report ask. A report is one record, whatever it is made of. */
export const performanceReport: Asking = (_, field, reckoning) => {
  const parts = new Set<Part>([...partsOfRows(field.selected('rows')), ...partsOfTotals(field.selected('totals'))]);
  if (parts.has('adverts')) askAll('performance.report', 1, reckoning);
  if (parts.has('stages')) askAll('contact.stageChanges', 2, reckoning);
  if (parts.has('sales') || parts.has('newCustomers')) askWonDeals(reckoning);
  if (parts.has('newCustomers')) askEarlierDeals(reckoning);
  return new Map([['', 1]]);
};

function askAll(capability: CapabilityName, inputs: number, { offering, ask }: Reckoning): void {
  ask(capability, ofEach(offering(capability), inputs));
}

/** The won deals of the range, and the contact of each. */
function askWonDeals({ offering, ask }: Reckoning): void {
  const crms = offering('deal.won');
  ask('deal.won', ofEach(crms, 1));
  ask('contact.idsByDeal', ofEach(crms, ASSUMED.wonDeals));
  ask('contact.byId', ofEach(crms, ASSUMED.wonDeals));
}

/** Every buyer is looked for in the other CRMs, and every deal of theirs is read. */
function askEarlierDeals({ offering, ask }: Reckoning): void {
  const sellers = offering('deal.won');
  const askable = offering('contact.byEmail');
  const crms = offering('deal.idsByContact');
  const perSeller = ASSUMED.wonDeals * ASSUMED.addresses;
  const sought = new Map(
    crms
      .filter((connector) => askable.includes(connector))
      .map((connector) => [connector, perSeller * sellers.filter((seller) => seller !== connector).length]),
  );
  ask('contact.byEmail', sought);
  const buyers = new Map(
    crms.map((connector) => [
      connector,
      (sellers.includes(connector) ? ASSUMED.wonDeals : 0) + (sought.get(connector) ?? 0),
    ]),
  );
  ask('deal.idsByContact', buyers);
  ask('deal.byId', times(buyers, ASSUMED.otherDeals));
}
