import { type Call, type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import type { EmailCampaignRecord } from '@selvedge/schema';
import { z } from 'zod';
import { absentAsNull } from './absent-as-null.js';
import { LARGEST_BATCH, listOrRead } from './list-or-read.js';
import { LARGEST_COUNT, type OffsetQuery, offsetQuery, pageAt } from './offset-page.js';
import { instant, text } from './wire-values.js';

const FIELD_SETS = { card: ['name', 'status', 'sentAt', 'updatedAt'] };

export const emailCampaignById: CapabilityImplementation<'emailCampaign.byId'> = {
  maxBatch: LARGEST_BATCH,
  fieldSets: FIELD_SETS,
  run: listOrRead(readCampaign, async (call) => {
    const { campaigns, total_items: total } = await readCampaigns(call, { count: LARGEST_COUNT, offset: 0 }, 'DESC');
    return {
      byId: new Map(campaigns.map((campaign) => [campaign.id, campaignRecord(campaign)])),
      complete: campaigns.length >= total,
    };
  }),
};

export const emailCampaignPage: CapabilityImplementation<'emailCampaign.page'> = {
  maxBatch: 1,
  fieldSets: FIELD_SETS,
  run: oneByOne(async (input, call) => {
    const range = offsetQuery(input);
    const body = await readCampaigns(call, range, 'ASC');
    return pageAt(range.offset, body.campaigns.map(campaignRecord), body.total_items);
  }),
};

const CARD_FIELDS = ['id', 'status', 'send_time', 'settings.title'];
const CAMPAIGN_FIELDS = [...CARD_FIELDS, 'settings.subject_line', 'recipients.list_id', 'create_time'];
const fieldsFor = ({ fieldSet }: Call) => (fieldSet === 'card' ? CARD_FIELDS : CAMPAIGN_FIELDS);

const campaignSchema = z.object({
  id: z.string().min(1),
  status: text,
  create_time: instant,
  send_time: instant,
  recipients: z.object({ list_id: text }).nullish(),
  settings: z.object({ title: text, subject_line: text }).nullish(),
});

const campaignsSchema = z.object({ campaigns: z.array(campaignSchema), total_items: z.int() });

async function readCampaign(id: string, call: Call): Promise<EmailCampaignRecord | null> {
  if (id === '') return null;
  const answer = await absentAsNull(
    call.fetch({
      path: `/3.0/campaigns/${encodeURIComponent(id)}`,
      query: { fields: fieldsFor(call).join(',') },
      answer: campaignSchema,
    }),
  );
  return answer === null ? null : campaignRecord(answer.body);
}

/** Ascending keeps offsets in place while campaigns are added; descending begins with those likely to be asked for. */
async function readCampaigns(
  call: Call,
  range: OffsetQuery,
  direction: 'ASC' | 'DESC',
): Promise<z.output<typeof campaignsSchema>> {
  const fields = [...fieldsFor(call).map((field) => `campaigns.${field}`), 'total_items'].join(',');
  const { body } = await call.fetch({
    path: '/3.0/campaigns',
    query: { ...range, fields, sort_field: 'create_time', sort_dir: direction },
    answer: campaignsSchema,
  });
  return body;
}

function campaignRecord(campaign: z.output<typeof campaignSchema>): EmailCampaignRecord {
  return {
    kind: 'EmailCampaign',
    id: campaign.id,
    name: campaign.settings?.title ?? null,
    subject: campaign.settings?.subject_line ?? null,
    status: campaign.status,
    audienceId: campaign.recipients?.list_id ?? null,
    // Of a scheduled campaign `send_time` is a plan, not something that happened.
    sentAt: campaign.status === 'sent' ? campaign.send_time : null,
    createdAt: campaign.create_time,
    updatedAt: null,
  };
}
