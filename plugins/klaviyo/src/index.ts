import { defineConnector } from '@selvedge/connector-api';
import {
  account,
  audienceMemberByEmail,
  audienceMemberById,
  audienceMemberPage,
  audienceMemberUpsert,
  audiencePage,
  eventById,
  eventPage,
  MEMBER_AND_EVENT_SCOPES,
} from '@selvedge/klaviyo-wire';
import { audienceById } from './audience-by-id.js';
import { consentByEmail } from './consents.js';
import { dialect } from './dialect.js';
import { emailCampaignById, emailCampaignPage } from './email-campaigns.js';
import { emailCampaignStatistics } from './email-statistics.js';
import { erasePerson } from './erase-person.js';
import { importMembers } from './import-members.js';
import { memberWrites } from './member-writes.js';
import { quota } from './quota.js';

/** Klaviyo through revision 2026-07-15: lists, members, consents, campaigns, events, imports and erasure. */
export default defineConnector({
  ...account,
  scopes: [...MEMBER_AND_EVENT_SCOPES, 'subscriptions:read', 'campaigns:read', 'metrics:read', 'data-privacy:write'],
  // Null with the version before.
  changes: { '2.0.0': ['AudienceMember.status'] },
  quota,
  settings: {
    ...account.settings,
    conversionMetricId: {
      description: 'Metric that reports on campaigns name; default the first of the account. No figure depends on it.',
      required: false,
    },
  },
  capabilities: {
    'audience.byId': audienceById,
    'audience.page': audiencePage(dialect),
    'audienceMember.byId': audienceMemberById(dialect),
    'audienceMember.byEmail': audienceMemberByEmail(dialect),
    'audienceMember.page': audienceMemberPage(dialect),
    'consent.byEmail': consentByEmail,
    'emailCampaign.byId': emailCampaignById,
    'emailCampaign.page': emailCampaignPage,
    'emailCampaign.statistics': emailCampaignStatistics,
    'event.byId': eventById(dialect),
    'event.page': eventPage(dialect),
    'person.erase': erasePerson,
    'audienceMember.upsert': audienceMemberUpsert(dialect, memberWrites),
  },
  jobs: { 'audienceMember.import': importMembers },
});
