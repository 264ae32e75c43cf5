import type { Page, PageInput } from '@selvedge/schema';
import type { LoadOptions, Outcome } from '../../ports/index.js';
import type { Success } from '../answer.js';
import type { Stretch } from './connection.js';
import { type Cursor, LARGEST_PAGE } from './cursor.js';

/** Asks one connector for one page of a list. */
export type LoadPage<R> = (page: Omit<PageInput, 'query'>, options: LoadOptions) => Promise<Outcome<Page<R>>>;

/** Where to begin: at a cursor, or at the start of a connector's list. */
export type Start = Cursor | { connector: string };

/** Most pages read for one stretch, so that a vendor with empty pages cannot hold a caller. */
const MOST_PAGES = 20;

/**
 * Reads `wanted` items, over as many of the vendor's pages as it takes; all pages come from one version.
 * `accept` turns an outcome into a success or throws.
 */
export async function readPages<R>(
  load: LoadPage<R>,
  start: Start,
  wanted: number,
  accept: (outcome: Outcome<Page<R>>) => Success<Page<R>>,
): Promise<Stretch<R>> {
  const items: Stretch<R>['items'][number][] = [];
  let place: Omit<Cursor, 'version'> = { after: null, skip: 0, ...start };
  let version = 'version' in start ? start.version : undefined;

  for (let pages = 1; ; pages++) {
    // The skipped items lie on the same page, so it must be long enough to reach past them.
    const first = Math.min(LARGEST_PAGE, place.skip + wanted - items.length);
    const outcome = await load({ first, after: place.after }, version === undefined ? {} : { version });
    const { value, origin } = accept(outcome);
    version = origin.version;

    const page = value ?? { items: [], next: null };
    const taken = page.items.slice(place.skip, place.skip + wanted - items.length);
    for (const [at, node] of taken.entries()) {
      items.push({ node, after: { ...placeAfter(place, place.skip + at + 1, page), version } });
    }
    const reached = place.skip + taken.length;
    const more = reached < page.items.length || page.next !== null;
    place = placeAfter(place, reached, page);
    if (items.length === wanted || !more || pages === MOST_PAGES) return { items, end: { ...place, version }, more };
  }
}

/** The place after the first `count` items of a page; items to skip beyond its end are skipped on the next one. */
function placeAfter(place: Omit<Cursor, 'version'>, count: number, page: Page<unknown>): Omit<Cursor, 'version'> {
  if (page.next === null || count < page.items.length) return { ...place, skip: count };
  return { ...place, after: page.next, skip: Math.max(0, count - page.items.length) };
}
