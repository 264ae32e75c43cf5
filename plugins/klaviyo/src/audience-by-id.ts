import { alignToKeys, type CapabilityImplementation } from '@selvedge/connector-api';
import { any, audienceRecord, isId, LISTS_AT_ONCE, listsSchema, send } from '@selvedge/klaviyo-wire';
import { dialect } from './dialect.js';

export const audienceById: CapabilityImplementation<'audience.byId'> = {
  maxBatch: LISTS_AT_ONCE,
  run: async (ids, call) => {
    const wanted = [...new Set(ids.filter(isId))];
    if (wanted.length === 0) return ids.map(() => null);
    const { body } = await send(call, dialect, {
      path: '/api/lists',
      query: { 'page[size]': LISTS_AT_ONCE, filter: any('id', wanted) },
      answer: listsSchema,
    });
    return alignToKeys(ids, body.data.map(audienceRecord), ({ id }) => id);
  },
};
