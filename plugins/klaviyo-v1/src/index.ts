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
import { dialect } from './dialect.js';
import { memberWrites } from './member-writes.js';
import { quota } from './quota.js';

/** Klaviyo through revision 2022-10-17: lists, their members and events. */
export default defineConnector({
  ...account,
  scopes: MEMBER_AND_EVENT_SCOPES,
  quota,
  capabilities: {
    'audience.byId': audienceById,
    'audience.page': audiencePage(dialect),
    'audienceMember.byId': audienceMemberById(dialect),
    'audienceMember.byEmail': audienceMemberByEmail(dialect),
    'audienceMember.page': audienceMemberPage(dialect),
    'event.byId': eventById(dialect),
    'event.page': eventPage(dialect),
    'audienceMember.upsert': audienceMemberUpsert(dialect, memberWrites),
  },
});
