import { type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import { absentAsNull, audienceRecord, isId, listSchema, send } from '@selvedge/klaviyo-wire';
import { z } from 'zod';
import { dialect } from './dialect.js';

/** One request a list: the revision cannot filter lists by id. */
export const audienceById: CapabilityImplementation<'audience.byId'> = {
  maxBatch: 1,
  run: oneByOne(async (id, call) => {
    if (!isId(id)) return null;
    const answer = await absentAsNull(
      send(call, dialect, { path: `/api/lists/${id}`, answer: z.object({ data: listSchema }) }),
    );
    return answer === null ? null : audienceRecord(answer.body.data);
  }),
};
