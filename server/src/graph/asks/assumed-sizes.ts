/**
 * How many there are, at most, of what a caller gives no number for; nobody knows before the vendors are asked.
 * See `@listSize(assumedSize:)` in IBM's GraphQL Cost Directives specification.
 */
export const ASSUMED = {
  /** Ad sets of a campaign, ads of an ad set. */
  adverts: 5,
  /** E-mail addresses of one person, over all vendors. */
  addresses: 2,
  /** Phone numbers of one person, over all vendors. */
  phones: 2,
  /** Audiences of one vendor that one person is in. */
  memberships: 3,
  /** Won deals of one CRM in the range of a report. */
  wonDeals: 100,
  /** Deals of one buyer besides those won in the range. */
  otherDeals: 2,
  /** Items of a list that a connector adds and gives no size for. */
  extensionItems: 10,
} as const;
