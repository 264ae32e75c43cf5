import type { Dialect } from '@selvedge/klaviyo-wire';
import { fixedPages } from './fixed-pages.js';

/** Revision 2022-10-17: plain JSON, paths with a slash at their end, pages of the vendor's own size, no subscriptions. */
export const dialect: Dialect = {
  revision: '2022-10-17',
  mediaType: 'application/json',
  trailingSlash: true,
  paging: fixedPages,
  profilesAtOnce: 20,
  membersAtOnce: 10,
  profileQuery: {},
  listOrder: {},
  memberOrder: {},
  eventNeighbours: 'metrics,profiles',
};
