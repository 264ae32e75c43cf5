import type { Asking, Reckoning } from '../asks/asks.js';
import { ASSUMED } from '../asks/assumed-sizes.js';
import { listOf, wantedOf } from '../asks/read-asks.js';
import { NO_RECORDS, ofEach, type Records, times, totalOf } from '../asks/records.js';
import { namingRecord } from './customer-record.js';

/** One person, found by an address. */
export const personByEmail: Asking = (_parents, _field, reckoning) => {
  askAddresses(1, reckoning);
  askFurther(1, reckoning);
  return people(1);
};

/** The person whom one record names, by the id that `CustomerRecord` gave. */
export function personByRecord(id: string, record: Records, reckoning: Reckoning): Records {
  const named = namingRecord(id);
  if (named === null) return NO_RECORDS;
  reckoning.ask(named.kind === 'Contact' ? 'contact.byId' : 'audienceMember.byId', record);
  askAddresses(1, reckoning);
  askFurther(1, reckoning);
  return people(1);
}

/** A page of contacts of the system of record, and what the others know of each. */
export const pageOfPeople: Asking = (parents, field, reckoning) => {
  const { systemOfRecord } = reckoning.settings;
  const args = { ...field.args, connector: systemOfRecord };
  const contacts = listOf('contact.page')(parents, { ...field, args }, reckoning);
  const count = totalOf(contacts);
  askAddresses(count, reckoning, new Set(contacts.keys()));
  askFurther(count, reckoning);
  return people(count);
};

/** The deals of each person, of all CRMs. */
export const dealsOfPeople: Asking = (parents, { args }, { offering, ask }) => {
  const first = wantedOf(args);
  if (first === 0) return NO_RECORDS;
  const contacts = ofEach(offering('deal.idsByContact'), totalOf(parents));
  ask('deal.idsByContact', contacts);
  const deals = times(contacts, first);
  ask('deal.byId', deals);
  return deals;
};

/** The company of each person, of whichever CRM. */
export const companyOfPeople: Asking = (parents, _, { offering, ask }) => {
  const companies = ofEach(offering('company.byId'), totalOf(parents));
  ask('company.byId', companies);
  return companies;
};

/** Every vendor's consents, for each address of each person. */
export const consentsOfPeople: Asking = (parents, _, { offering, ask }) => {
  const addresses = ofEach(offering('consent.byEmail'), totalOf(parents) * ASSUMED.addresses);
  ask('consent.byEmail', addresses);
  return addresses;
};

/** The records that were found when the person was: nothing more is asked. */
export const recordsOfPeople: Asking = (parents, _, { offering }) => {
  const count = totalOf(parents);
  const crms = [...new Set([...offering('contact.byEmail'), ...offering('contact.byId')])];
  return {
    byType: {
      Contact: ofEach(crms, count),
      AudienceMember: ofEach(offering('audienceMember.byEmail'), count * ASSUMED.memberships),
    },
  };
};

/** People are of no single connector. */
function people(count: number): Records {
  return new Map([['', count]]);
}

/** The first wave: one address. A CRM is not asked for the address of its own contact. */
function askAddresses(count: number, { offering, ask }: Reckoning, seeds: ReadonlySet<string> = new Set()): void {
  const crms = offering('contact.byEmail').filter((connector) => !seeds.has(connector));
  ask('contact.byEmail', ofEach(crms, count));
  ask('audienceMember.byEmail', ofEach(offering('audienceMember.byEmail'), count));
}

/** The second wave: what the records found so far tell; their links may belong to the first, which costs the same. */
function askFurther(count: number, { offering, ask }: Reckoning): void {
  const further = count * (ASSUMED.addresses - 1);
  ask('contact.byId', ofEach(offering('contact.byId'), count));
  ask('contact.byEmail', ofEach(offering('contact.byEmail'), further));
  ask('audienceMember.byEmail', ofEach(offering('audienceMember.byEmail'), further));
  ask('contact.byPhone', ofEach(offering('contact.byPhone'), count * ASSUMED.phones));
}
