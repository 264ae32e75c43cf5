import { alignToKeys, type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import {
  any,
  compoundOf,
  equals,
  instant,
  isId,
  nextCursor,
  reference,
  refuseQuery,
  send,
  text,
} from '@selvedge/klaviyo-wire';
import type { EmailCampaignRecord } from '@selvedge/schema';
import { z } from 'zod';
import { dialect } from './dialect.js';

export const CAMPAIGNS_AT_ONCE = 100;

export const emailCampaignById: CapabilityImplementation<'emailCampaign.byId'> = {
  maxBatch: CAMPAIGNS_AT_ONCE,
  run: async (ids, call) => {
    const wanted = [...new Set(ids.filter(isId))];
    if (wanted.length === 0) return ids.map(() => null);
    const { body } = await send(call, dialect, {
      path: '/api/campaigns',
      query: { ...QUERY, filter: `${EMAIL_ONLY},${any('id', wanted)}`, 'page[size]': CAMPAIGNS_AT_ONCE },
      answer: campaignsSchema,
    });
    return alignToKeys(ids, recordsOf(body), ({ id }) => id);
  },
};

export const emailCampaignPage: CapabilityImplementation<'emailCampaign.page'> = {
  maxBatch: 1,
  run: oneByOne(async (input, call) => {
    refuseQuery(input);
    const { body } = await send(call, dialect, {
      path: '/api/campaigns',
      query: {
        ...QUERY,
        filter: EMAIL_ONLY,
        sort: 'created_at',
        ...dialect.paging.query(input, CAMPAIGNS_AT_ONCE),
      },
      answer: campaignsSchema,
    });
    return dialect.paging.page(input, recordsOf(body), nextCursor(body.links));
  }),
};

/** Klaviyo lists no campaigns without a channel. */
const EMAIL_ONLY = equals('messages.channel', 'email');
const QUERY = { include: 'campaign-messages' };

const campaignSchema = z.object({
  id: z.string().min(1),
  attributes: z.object({
    name: text,
    status: text,
    audiences: z.object({ included: z.array(z.string()).nullish() }).nullish(),
    send_time: instant,
    created_at: instant,
    updated_at: instant,
  }),
  relationships: z
    .object({ 'campaign-messages': z.object({ data: z.array(reference).nullish() }).nullish() })
    .nullish(),
});
const messageSchema = z.object({
  id: z.string(),
  attributes: z
    .object({ definition: z.object({ content: z.object({ subject: text }).nullish() }).nullish() })
    .nullish(),
});
const campaignsSchema = compoundOf(campaignSchema, messageSchema);

function recordsOf({ data, included }: z.output<typeof campaignsSchema>): EmailCampaignRecord[] {
  const subjects = new Map(
    (included ?? []).map(({ id, attributes }) => [id, attributes?.definition?.content?.subject ?? null]),
  );
  return data.map(({ id, attributes, relationships }) => {
    const message = relationships?.['campaign-messages']?.data?.[0]?.id;
    return {
      kind: 'EmailCampaign',
      id,
      name: attributes.name,
      subject: subjects.get(message ?? '') ?? null,
      status: attributes.status,
      audienceId: attributes.audiences?.included?.[0] ?? null,
      // Of a scheduled campaign `send_time` is a plan, not something that happened.
      sentAt: attributes.status === 'Sent' ? attributes.send_time : null,
      createdAt: attributes.created_at,
      updatedAt: attributes.updated_at,
    };
  });
}
