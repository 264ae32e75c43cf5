import type { Channel } from '@selvedge/schema';

export type ChannelOf = (channelGroup: string) => Channel;

/** Channel of a channel group, by the names that every generation of Analytics gives and those of one; else OTHER. */
export function channelsWith(ownGroups: Readonly<Record<string, Channel>>): ChannelOf {
  const channels = new Map(Object.entries({ ...COMMON, ...ownGroups }));
  return (channelGroup) => channels.get(channelGroup) ?? 'OTHER';
}

/** https://support.google.com/analytics/answer/9756891 */
const COMMON: Readonly<Record<string, Channel>> = {
  Direct: 'DIRECT',
  Email: 'EMAIL',
  'Organic Search': 'ORGANIC_SEARCH',
  'Organic Social': 'ORGANIC_SOCIAL',
  'Paid Search': 'PAID_SEARCH',
  'Paid Shopping': 'PAID_SEARCH',
  'Paid Social': 'PAID_SOCIAL',
  Referral: 'REFERRAL',
};
