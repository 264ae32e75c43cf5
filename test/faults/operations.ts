/** Asks HubSpot alone. */
export const HUBSPOT_ONLY = '{ deals(connector: "hubspot", first: 5) { edges { node { id name } } } }';
/** Asks Mailchimp alone. */
export const MAILCHIMP_ONLY = '{ audiences(connector: "mailchimp", first: 3) { edges { node { name } } } }';
/** Asks HubSpot and Mailchimp. */
export const BOTH = `{
  deals(connector: "hubspot", first: 5) { edges { node { id name } } }
  audiences(connector: "mailchimp", first: 3) { edges { node { name } } }
}`;
/** Asks for one contact by its address: every `{n}` is another one, which nobody knows. One HTTP request at each CRM. */
export const ONE_CONTACT = {
  query: 'query ($email: EmailAddress!) { customer(email: $email) { fullName } }',
  variables: { email: 'nobody.{n}@example.com' },
};

/** The global id of a vendor's record. */
export function globalId(kind: string, connector: string, id: string): string {
  return Buffer.from(JSON.stringify([kind, connector, id])).toString('base64url');
}

/** The operation for the `n`th address, in one text. */
export function oneContact(n: number): string {
  return `{ customer(email: "nobody.${n}@example.com") { fullName } }`;
}
