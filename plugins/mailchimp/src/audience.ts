import { type Call, type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import type { AudienceRecord } from '@selvedge/schema';
import { z } from 'zod';
import { absentAsNull } from './absent-as-null.js';
import { LARGEST_BATCH, listOrRead } from './list-or-read.js';
import { LARGEST_COUNT, type OffsetQuery, offsetQuery, pageAt } from './offset-page.js';
import { instant, text } from './wire-values.js';

/** Without the count of members. */
const FIELD_SETS = { card: ['name', 'createdAt', 'updatedAt'] };

export const audienceById: CapabilityImplementation<'audience.byId'> = {
  maxBatch: LARGEST_BATCH,
  fieldSets: FIELD_SETS,
  run: listOrRead(readAudience, async (call) => {
    const { lists, total_items: total } = await readLists(call, { count: LARGEST_COUNT, offset: 0 });
    return { byId: new Map(lists.map((list) => [list.id, audienceRecord(list)])), complete: lists.length >= total };
  }),
};

export const audiencePage: CapabilityImplementation<'audience.page'> = {
  maxBatch: 1,
  fieldSets: FIELD_SETS,
  run: oneByOne(async (input, call) => {
    const range = offsetQuery(input);
    const body = await readLists(call, range);
    return pageAt(range.offset, body.lists.map(audienceRecord), body.total_items);
  }),
};

const CARD_FIELDS = ['id', 'name', 'date_created'];
const LIST_FIELDS = [...CARD_FIELDS, 'stats.member_count'];
const fieldsFor = ({ fieldSet }: Call) => (fieldSet === 'card' ? CARD_FIELDS : LIST_FIELDS);

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
      query: { fields: fieldsFor(call).join(',') },
      answer: listSchema,
    }),
  );
  return answer === null ? null : audienceRecord(answer.body);
}

async function readLists(call: Call, range: OffsetQuery): Promise<z.output<typeof listsSchema>> {
  const fields = [...fieldsFor(call).map((field) => `lists.${field}`), 'total_items'].join(',');
  const { body } = await call.fetch({
    path: '/3.0/lists',
    query: { ...range, fields, sort_field: 'date_created', sort_dir: 'ASC' },
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
