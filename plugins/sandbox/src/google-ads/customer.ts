/** The one account that every token sees. */
export const CUSTOMER_ID = '1234567890';
export const CURRENCY = 'EUR';
export const TIME_ZONE = 'Etc/UTC';
/** Its conversion actions, by id. */
export const CONVERSION_ACTIONS: ReadonlySet<string> = new Set(['701', '702']);
