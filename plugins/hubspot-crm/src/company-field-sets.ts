import { COMPANY_PROPERTIES } from './records.js';

/** Parts of a company that HubSpot can be asked for alone. */
export const COMPANY_FIELD_SETS = { card: ['name', 'domain'] } as const;

const CARD = ['name', 'domain'] as const satisfies readonly Property[];
type Property = (typeof COMPANY_PROPERTIES)[number];

/** Properties to ask for, by the field set that is enough; all where none is named. */
export function companyPropertiesFor(fieldSet: string | undefined): readonly Property[] {
  return fieldSet === 'card' ? CARD : COMPANY_PROPERTIES;
}
