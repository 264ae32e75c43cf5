import { type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import { z } from 'zod';
import { absentAsNull } from './absent-as-null.js';
import { MEMBER_FIELD_SETS, memberFieldsFor, memberRecord, memberSchema } from './member-record.js';
import { membershipsOf } from './memberships.js';
import { offsetQuery, pageAt } from './offset-page.js';

/** Ids are `listId:subscriberHash`; anything else names no member. */
export const audienceMemberById: CapabilityImplementation<'audienceMember.byId'> = {
  maxBatch: 1,
  fieldSets: MEMBER_FIELD_SETS,
  run: oneByOne(async (id, call) => {
    const [, listId, hash] = /^(\w+):([0-9a-f]{32})$/.exec(id) ?? [];
    if (listId === undefined || hash === undefined) return null;
    const answer = await absentAsNull(
      call.fetch({
        path: `/3.0/lists/${listId}/members/${hash}`,
        query: { fields: memberFieldsFor(call).join(',') },
        answer: memberSchema,
      }),
    );
    return answer === null ? null : memberRecord(answer.body, call.settings);
  }),
};

/** All memberships of an address. */
export const audienceMemberByEmail: CapabilityImplementation<'audienceMember.byEmail'> = {
  maxBatch: 1,
  run: oneByOne(async (email, call) => {
    const { members } = await membershipsOf(email, call);
    return members.map((member) => memberRecord(member, call.settings));
  }),
};

/** Null when there is no such audience. */
export const audienceMemberPage: CapabilityImplementation<'audienceMember.page'> = {
  maxBatch: 1,
  fieldSets: MEMBER_FIELD_SETS,
  run: oneByOne(async (input, call) => {
    const { count, offset } = offsetQuery(input);
    if (input.audienceId === '') return null;
    const fields = [...memberFieldsFor(call).map((field) => `members.${field}`), 'total_items'].join(',');
    const answer = await absentAsNull(
      call.fetch({
        path: `/3.0/lists/${encodeURIComponent(input.audienceId)}/members`,
        query: { count, offset, fields, sort_field: 'timestamp_opt', sort_dir: 'ASC' },
        answer: membersSchema,
      }),
    );
    if (answer === null) return null;
    const { members, total_items: total } = answer.body;
    return pageAt(
      offset,
      members.map((member) => memberRecord(member, call.settings)),
      total,
    );
  }),
};

const membersSchema = z.object({ members: z.array(memberSchema), total_items: z.int() });
