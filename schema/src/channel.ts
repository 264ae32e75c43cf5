import { registerEnumType } from 'type-graphql';

/** Marketing channels, the grain in which spend and revenue meet. */
export const CHANNELS = [
  'DIRECT',
  'ORGANIC_SEARCH',
  'PAID_SEARCH',
  'ORGANIC_SOCIAL',
  'PAID_SOCIAL',
  'EMAIL',
  'REFERRAL',
  'OTHER',
] as const;
export type Channel = (typeof CHANNELS)[number];

export const ChannelEnum = Object.fromEntries(CHANNELS.map((channel) => [channel, channel])) as { [K in Channel]: K };
registerEnumType(ChannelEnum, { name: 'Channel', description: 'A marketing channel.' });
