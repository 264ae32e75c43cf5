import type { Asking } from '../asks/asks.js';
import { ofEach } from '../asks/records.js';

/** One report of every vendor, which become one record. */
export const webReport: Asking = (_, __, { offering, ask }) => {
  ask('webAnalytics.report', ofEach(offering('webAnalytics.report'), 1));
  return new Map([['', 1]]);
};
