import { type Call, type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import type { AudienceRecord } from '@selvedge/schema';
import { z } from 'zod';
import { absentAsNull } from './absent-as-null.js';
import { LARGEST_COUNT, offsetQuery, pageAt } from './offset-page.js';
import { instant, text } from './wire-values.js';

/**
 * One id is one read. More are one request for the lists themselves: accounts have few, and it spares a request for
 * each. Only an account with more lists than that request may ask for has the rest read one by one.
 */
export const audienceById: CapabilityImplementation<'audience.byId'> = {
  maxBatch: 100,
  run: async (ids, call) => {
    if (ids.length === 1) return oneByOne(readAudience)(ids, call);
    const { lists, total_items: total } = await readLists(call, LARGEST_COUNT, 0);
    const listed = new Map(lists.map((list) => [list.id, audienceRecord(list)]));
    const complete = lists.length >= total;
    return oneByOne(async (id: string) => listed.get(id) ?? (complete ? null : readAudience(id, call)))(ids, call);
  },
};

export const audiencePage: CapabilityImplementation<'audience.page'> = {
  maxBatch: 1,
  run: oneByOne(async (input, call) => {
    const { count, offset } = offsetQuery(input);
    const body = await readLists(call, count, offset);
    return pageAt(offset, body.lists.map(audienceRecord), body.total_items);
  }),
};

const LIST_FIELDS = ['id', 'name', 'date_created', 'stats.member_count'];

const listSchema = z.object({
  id: z.string().min(1),
  name: text,
  date_created: instant,
  stats: z.object({ member_count: z.int().nullish() }).nullish(),
});

const listsSchema = z.object({ lists: z.array(listSchema), total_items: z.int() });

async function readAudience(id: string, call: Call): Promise<AudienceRecord | null> {
  if (id === '') return null;
  const answer = await absentAsNull(
    call.fetch({
      path: `/3.0/lists/${encodeURIComponent(id)}`,
      query: { fields: LIST_FIELDS.join(',') },
      answer: listSchema,
    }),
  );
  return answer === null ? null : audienceRecord(answer.body);
}

async function readLists(call: Call, count: number, offset: number): Promise<z.output<typeof listsSchema>> {
  const fields = [...LIST_FIELDS.map((field) => `lists.${field}`), 'total_items'].join(',');
  const { body } = await call.fetch({
    path: '/3.0/lists',
    query: { count, offset, fields, sort_field: 'date_created', sort_dir: 'ASC' },
    answer: listsSchema,
  });
  return body;
}

function audienceRecord(list: z.output<typeof listSchema>): AudienceRecord {
  return {
    kind: 'Audience',
    id: list.id,
    name: list.name,
    memberCount: list.stats?.member_count ?? null,
    createdAt: list.date_created,
    updatedAt: null,
  };
}
