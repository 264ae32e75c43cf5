import type { Dialect, Paging } from '@selvedge/klaviyo-wire';

/** The vendor cuts pages to the size that is asked for; its cursors are passed on as they are. */
const sizedPages: Paging = {
  query: ({ first, after }, largest) => ({
    'page[size]': Math.min(first, largest),
    'page[cursor]': after ?? undefined,
  }),
  page: (_input, items, next) => ({ items, next }),
};

/** Revision 2026-07-15: JSON:API. Subscriptions come when asked for. */
export const dialect: Dialect = {
  revision: '2026-07-15',
  mediaType: 'application/vnd.api+json',
  trailingSlash: false,
  paging: sizedPages,
  profilesAtOnce: 100,
  membersAtOnce: 100,
  profileQuery: { 'additional-fields[profile]': 'subscriptions' },
  listOrder: { sort: 'created' },
  memberOrder: { sort: 'joined_group_at' },
  eventNeighbours: 'metric,profile',
};
