/** What the operations of the mixed traffic ask of a person besides what tells whether an answer is stale. */
const SELECTIONS = [
  '',
  'emails',
  'id emails',
  'fullName',
  'fullName emails',
  'records { ... on Contact { lifecycleStage } }',
  'records { ... on Contact { company { name } } }',
  'emails records { ... on Contact { company { id name } } }',
  'records { ... on Contact { deals(first: 5) { edges { node { name } } } } }',
  'fullName records { ... on Contact { deals(first: 5) { edges { node { id amount { amount currency } } } } } }',
] as const;

/** People whom the operations ask for; by ten selections, a thousand operations with their variables. */
export const PEOPLE = 100;

/** E-mail addresses of the people who are asked for, of the CRM that is written to. */
export const PEOPLE_QUERY = `{ contacts(connector: "hubspot", first: ${PEOPLE}) { edges { node { emails } } } }`;

const WRITE =
  'mutation ($contacts: [ContactInput!]!) { upsertContacts(connector: "hubspot", contacts: $contacts) { accepted } }';

/** One operation with its variables. */
export interface Read {
  email: string;
  /** JSON of the request. */
  body: string;
}

/** Every operation for each of the people. */
export function readsOf(emails: readonly string[]): readonly Read[] {
  return emails.flatMap((email) =>
    SELECTIONS.map((selection) => ({
      email,
      body: JSON.stringify({
        query: `query ($email: EmailAddress!) { customer(email: $email) { records { ... on Contact { familyName } } ${selection} } }`,
        variables: { email },
      }),
    })),
  );
}

/** JSON of the request that gives a person another family name. */
export function writeOf(email: string, familyName: string): string {
  return JSON.stringify({ query: WRITE, variables: { contacts: [{ email, familyName }] } });
}
