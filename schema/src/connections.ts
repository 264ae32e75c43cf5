import { AdCampaign } from './ad-campaign.js';
import { Audience } from './audience.js';
import { AudienceMember } from './audience-member.js';
import { Company } from './company.js';
import { connectionOf } from './connection-of.js';
import { Contact } from './contact.js';
import { Customer } from './customer.js';
import { Deal } from './deal.js';
import { EmailCampaign } from './email-campaign.js';

export const AdCampaignConnection = connectionOf(AdCampaign);
export const AudienceConnection = connectionOf(Audience);
export const AudienceMemberConnection = connectionOf(AudienceMember);
export const CompanyConnection = connectionOf(Company);
export const ContactConnection = connectionOf(Contact);
export const CustomerConnection = connectionOf(Customer);
export const DealConnection = connectionOf(Deal);
export const EmailCampaignConnection = connectionOf(EmailCampaign);
