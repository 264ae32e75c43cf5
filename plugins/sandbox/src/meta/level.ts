/** What a row of a report is about, from the widest to the narrowest. */
export const LEVELS = ['account', 'campaign', 'adset', 'ad'] as const;
export type Level = (typeof LEVELS)[number];
