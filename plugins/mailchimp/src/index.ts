import { defineConnector } from '@selvedge/connector-api';
import { audienceById, audiencePage } from './audience.js';
import { audienceMemberByEmail, audienceMemberById, audienceMemberPage } from './audience-member.js';
import { audienceMemberImport } from './audience-member-import.js';
import { audienceMemberUpsert } from './audience-member-upsert.js';
import { classify } from './classify.js';
import { consentByEmail } from './consent.js';
import { emailCampaignById, emailCampaignPage } from './email-campaign.js';
import { emailCampaignStatistics } from './email-statistics.js';
import { memberSettings } from './member-record.js';
import { newMemberSetting } from './member-write.js';
import { personErase } from './person-erase.js';

/** Mailchimp Marketing API 3.0: audiences, their members, who agreed to what, campaigns and what became of them. */
export default defineConnector({
  id: 'mailchimp',
  baseUrl: 'https://us1.api.mailchimp.com',
  credential: { type: 'basic', username: 'anystring' },
  settings: { ...memberSettings, newMemberStatus: newMemberSetting },
  // A key opens the whole account: it has no scopes.
  scopes: [],
  personalData: [
    'AudienceMember.email',
    'AudienceMember.givenName',
    'AudienceMember.familyName',
    'AudienceMember.phones',
  ],
  concurrency: 10,
  downloadHosts: ['mailchimp-api-batch.s3.amazonaws.com'],
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
    'consent.byEmail': consentByEmail,
    'person.erase': personErase,
    'audienceMember.upsert': audienceMemberUpsert,
  },
  jobs: { 'audienceMember.import': audienceMemberImport },
});
