const CONTACT_CARD = ['emails', 'givenName', 'familyName', 'createdAt', 'updatedAt'] as const;
const DEAL_CARD = ['name', 'amount', 'stage'] as const;

/**
 * Parts of a contact or lead that Salesforce can be asked for alone, the smallest first. Addresses are in each:
 * look-ups by address are aligned by them.
 */
export const CONTACT_FIELD_SETS = {
  card: CONTACT_CARD,
  summary: [...CONTACT_CARD, 'phones', 'companyId', 'ownerId'],
} as const;

/** Parts of an account. */
export const COMPANY_FIELD_SETS = { card: ['name', 'domain'] } as const;

/** Parts of an opportunity. */
export const DEAL_FIELD_SETS = { card: DEAL_CARD, summary: [...DEAL_CARD, 'won', 'closedAt'] } as const;

/** The canonical fields of a set; undefined where none is named: the whole record is wanted. */
export function fieldsOfSet<F extends string>(
  sets: Readonly<Record<string, readonly F[]>>,
  name: string | undefined,
): readonly F[] | undefined {
  return name === undefined ? undefined : sets[name];
}
