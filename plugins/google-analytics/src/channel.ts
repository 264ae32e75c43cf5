import type { Channel } from '@selvedge/schema';

/** Channel of a group of Analytics' default channel group; what is paid for but is no search or social is OTHER. */
export function channelOf(channelGroup: string): Channel {
  return CHANNELS[channelGroup] ?? 'OTHER';
}

/** https://support.google.com/analytics/answer/9756891 */
const CHANNELS: Readonly<Record<string, Channel>> = {
  Direct: 'DIRECT',
  Email: 'EMAIL',
  'Organic Search': 'ORGANIC_SEARCH',
  'Organic Shopping': 'ORGANIC_SEARCH',
  'Organic Social': 'ORGANIC_SOCIAL',
  'Organic Video': 'ORGANIC_SOCIAL',
  'Paid Search': 'PAID_SEARCH',
  'Paid Shopping': 'PAID_SEARCH',
  'Paid Social': 'PAID_SOCIAL',
  Referral: 'REFERRAL',
};
