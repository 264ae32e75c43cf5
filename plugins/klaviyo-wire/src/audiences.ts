import { type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import type { AudienceRecord } from '@selvedge/schema';
import { z } from 'zod';
import { type Dialect, send } from './dialect.js';
import { collectionOf, nextCursor } from './json-api.js';
import { refuseQuery } from './list-input.js';
import { instant, text } from './wire-values.js';

/** Most lists in one answer, in every revision. */
export const LISTS_AT_ONCE = 10;

export const listSchema = z.object({
  id: z.string().min(1),
  attributes: z.object({ name: text, created: instant, updated: instant }),
});
export const listsSchema = collectionOf(listSchema);

/** `memberCount` is null: counting slows Klaviyo down to 15 requests a minute, or is not offered. */
export function audienceRecord({ id, attributes }: z.output<typeof listSchema>): AudienceRecord {
  return {
    kind: 'Audience',
    id,
    name: attributes.name,
    memberCount: null,
    createdAt: attributes.created,
    updatedAt: attributes.updated,
  };
}

/** Lists, at most ten a page whatever is asked for. */
export function audiencePage(dialect: Dialect): CapabilityImplementation<'audience.page'> {
  return {
    maxBatch: 1,
    run: oneByOne(async (input, call) => {
      refuseQuery(input);
      const { body } = await send(call, dialect, {
        path: '/api/lists',
        query: { ...dialect.listOrder, ...dialect.paging.query(input, LISTS_AT_ONCE) },
        answer: listsSchema,
      });
      const { items, next } = dialect.paging.page(input, body.data, nextCursor(body.links));
      return { items: items.map(audienceRecord), next };
    }),
  };
}
