import { WORLD_SIZES } from './vendors-process.js';

/** Asks HubSpot alone. */
export const HUBSPOT_ONLY = '{ deals(connector: "hubspot", first: 5) { edges { node { id name } } } }';
/** Asks Mailchimp alone. */
export const MAILCHIMP_ONLY = '{ audiences(connector: "mailchimp", first: 3) { edges { node { name } } } }';
/** Asks HubSpot and Mailchimp. */
export const BOTH = `{
  deals(connector: "hubspot", first: 5) { edges { node { id name } } }
  audiences(connector: "mailchimp", first: 3) { edges { node { name } } }
}`;
/** Asks HubSpot for one contact; every `{n}` is another one, most of them unknown. One HTTP request each. */
export const ONE_CONTACT = '{ customer(email: "nobody.{n}@example.com") { fullName } }';

/** The global id of a vendor's record. */
export function globalId(kind: string, connector: string, id: string): string {
  return Buffer.from(JSON.stringify([kind, connector, id])).toString('base64url');
}

/** `ONE_CONTACT` of the `n`th address. */
export function oneContact(n: number): string {
  return ONE_CONTACT.replace('{n}', String(n));
}

/** What `deals` finds in the world that the vendors were started with. */
export const DEALS_IN_ALL = WORLD_SIZES.deals;
