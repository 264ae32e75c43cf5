import { invalid } from '@selvedge/connector-api';
import type { PageInput } from '@selvedge/schema';

/** Throws `invalid` for a search, which Klaviyo's lists do not have. */
export function refuseQuery({ query }: PageInput): void {
  if (query !== undefined) throw invalid('Klaviyo offers no text search over this list; leave `query` out.');
}
