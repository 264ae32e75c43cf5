import { DEAL_PROPERTIES } from './records.js';

/** Parts of a deal that HubSpot can be asked for alone. */
export const DEAL_FIELD_SETS = { card: ['name', 'amount', 'stage'] } as const;

/** An amount is none without its currency. */
const CARD = ['dealname', 'amount', 'deal_currency_code', 'dealstage'] as const satisfies readonly Property[];
type Property = (typeof DEAL_PROPERTIES)[number];

/** Properties to ask for, by the field set that is enough; all where none is named. */
export function dealPropertiesFor(fieldSet: string | undefined): readonly Property[] {
  return fieldSet === 'card' ? CARD : DEAL_PROPERTIES;
}
