import type { NodeKind } from './global-id.js';

/** The capability that gives a record by its id. A customer is no one vendor's record. */
export const BY_ID = {
  Contact: 'contact.byId',
  Company: 'company.byId',
  Deal: 'deal.byId',
  Owner: 'owner.byId',
  Audience: 'audience.byId',
  AudienceMember: 'audienceMember.byId',
  Event: 'event.byId',
  EmailCampaign: 'emailCampaign.byId',
  AdCampaign: 'adCampaign.byId',
  AdSet: 'adSet.byId',
  Ad: 'ad.byId',
} as const satisfies Record<Exclude<NodeKind, 'Customer'>, string>;
