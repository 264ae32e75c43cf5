/** The one property that every token sees, and its forerunner's view in Universal Analytics. */
export const PROPERTY_ID = '310000001';
export const VIEW_ID = '91000001';
export const CURRENCY = 'EUR';
export const TIME_ZONE = 'Etc/UTC';
