import { defineConnector } from '@selvedge/connector-api';
import { audienceById, audiencePage } from './audience.js';
import { audienceMemberByEmail, audienceMemberById, audienceMemberPage } from './audience-member.js';
import { classify } from './classify.js';
import { emailCampaignById, emailCampaignPage } from './email-campaign.js';
import { emailCampaignStatistics } from './email-statistics.js';
import { memberSettings } from './member-record.js';

/** Mailchimp Marketing API 3.0: audiences, their members, campaigns and what became of them. */
export default defineConnector({
  id: 'mailchimp',
  baseUrl: 'https://us1.api.mailchimp.com',
  credential: { type: 'basic', username: 'anystring' },
  settings: memberSettings,
  concurrency: 10,
  classify,
  capabilities: {
    'audience.byId': audienceById,
    'audience.page': audiencePage,
    'audienceMember.byId': audienceMemberById,
    'audienceMember.byEmail': audienceMemberByEmail,
    'audienceMember.page': audienceMemberPage,
    'emailCampaign.byId': emailCampaignById,
    'emailCampaign.page': emailCampaignPage,
    'emailCampaign.statistics': emailCampaignStatistics,
  },
});
