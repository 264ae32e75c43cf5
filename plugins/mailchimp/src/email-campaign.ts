import { type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import type { EmailCampaignRecord } from '@selvedge/schema';
import { z } from 'zod';
import { absentAsNull } from './absent-as-null.js';
import { offsetQuery, pageAt } from './offset-page.js';
import { instant, text } from './wire-values.js';

export const emailCampaignById: CapabilityImplementation<'emailCampaign.byId'> = {
  maxBatch: 1,
  run: oneByOne(async (id, call) => {
    if (id === '') return null;
    const answer = await absentAsNull(
      call.fetch({
        path: `/3.0/campaigns/${encodeURIComponent(id)}`,
        query: { fields: CAMPAIGN_FIELDS.join(',') },
        answer: campaignSchema,
      }),
    );
    return answer === null ? null : campaignRecord(answer.body);
  }),
};

export const emailCampaignPage: CapabilityImplementation<'emailCampaign.page'> = {
  maxBatch: 1,
  run: oneByOne(async (input, call) => {
    const { count, offset } = offsetQuery(input);
    const fields = [...CAMPAIGN_FIELDS.map((field) => `campaigns.${field}`), 'total_items'].join(',');
    const { body } = await call.fetch({
      path: '/3.0/campaigns',
      query: { count, offset, fields, sort_field: 'create_time', sort_dir: 'ASC' },
      answer: campaignsSchema,
    });
    return pageAt(offset, body.campaigns.map(campaignRecord), body.total_items);
  }),
};

const CAMPAIGN_FIELDS = [
  'id',
  'status',
  'create_time',
  'send_time',
  'recipients.list_id',
  'settings.title',
  'settings.subject_line',
];

const campaignSchema = z.object({
  id: z.string().min(1),
  status: text,
  create_time: instant,
  send_time: instant,
  recipients: z.object({ list_id: text }).nullish(),
  settings: z.object({ title: text, subject_line: text }).nullish(),
});

const campaignsSchema = z.object({ campaigns: z.array(campaignSchema), total_items: z.int() });

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
