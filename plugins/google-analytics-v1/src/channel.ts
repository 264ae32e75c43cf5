import type { Channel } from '@selvedge/schema';

/** Channel of a view's channel group, by its default names and those that views used for more of a difference. */
export function channelOf(channelGroup: string): Channel {
  return CHANNELS[channelGroup] ?? 'OTHER';
}

/** `Social` is the default name of all social traffic, most of which nobody paid for. */
const CHANNELS: Readonly<Record<string, Channel>> = {
  Direct: 'DIRECT',
  Email: 'EMAIL',
  'Organic Search': 'ORGANIC_SEARCH',
  'Organic Social': 'ORGANIC_SOCIAL',
  'Paid Search': 'PAID_SEARCH',
  'Paid Shopping': 'PAID_SEARCH',
  'Paid Social': 'PAID_SOCIAL',
  Referral: 'REFERRAL',
  Social: 'ORGANIC_SOCIAL',
};
