import { z } from 'zod';

/** The answer that lists resources. */
export function collectionOf<R extends z.ZodType>(resource: R) {
  return z.object({ data: z.array(resource), links: z.object({ next: z.string().nullish() }).nullish() });
}

/** The answer that lists resources, with what `include` asked for beside them. */
export function compoundOf<R extends z.ZodType, I extends z.ZodType>(resource: R, included: I) {
  return collectionOf(resource).extend({ included: z.array(included).nullish() });
}

/** What a neighbour of an event or a campaign is known by. */
export const reference = z.object({ type: z.string(), id: z.string().min(1) });

/** The cursor in a `links.next`; null when there is none. */
export function nextCursor(links: { next?: string | null | undefined } | null | undefined): string | null {
  const next = links?.next;
  if (next === null || next === undefined || !URL.canParse(next, 'https://a.klaviyo.com')) return null;
  return new URL(next, 'https://a.klaviyo.com').searchParams.get('page[cursor]');
}
