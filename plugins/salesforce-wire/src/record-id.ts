/** Types of Salesforce objects that the connector knows. */
export type ObjectType = 'Account' | 'Contact' | 'Lead' | 'Opportunity' | 'OpportunityContactRole' | 'User';

const PREFIXES: Readonly<Record<string, ObjectType>> = {
  '001': 'Account',
  '003': 'Contact',
  '005': 'User',
  '006': 'Opportunity',
  '00K': 'OpportunityContactRole',
  '00Q': 'Lead',
};
const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * The canonical form of a record's id, 18 characters; null for what is no id. The short form has 15 and tells
 * records apart by case; the other three say which of the 15 are capitals.
 */
export function recordId(text: string): string | null {
  if (!/^(?:[A-Za-z0-9]{15}|[A-Za-z0-9]{18})$/.test(text)) return null;
  const short = text.slice(0, 15);
  const long = short + [0, 5, 10].map((start) => capitalsOf(short.slice(start, start + 5))).join('');
  return text.length === 15 || text === long ? long : null;
}

/** The type that an id's first three characters name; null for types that the connector does not know. */
export function typeOf(id: string): ObjectType | null {
  return PREFIXES[id.slice(0, 3)] ?? null;
}

/** The canonical form of an id of one of these types, or null. */
export function idOfType(text: string, types: readonly ObjectType[]): string | null {
  const id = recordId(text);
  const type = id === null ? null : typeOf(id);
  return type !== null && types.includes(type) ? id : null;
}

/** One character for five, the first of them in the lowest bit. */
function capitalsOf(five: string): string {
  const bits = [...five].reduce((sum, letter, at) => sum + (/[A-Z]/.test(letter) ? 1 << at : 0), 0);
  return SUFFIX[bits] ?? '';
}
