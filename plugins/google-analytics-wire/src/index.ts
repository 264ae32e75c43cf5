export { account } from './account.js';
export { type ChannelOf, channelsWith } from './channels.js';
export { dayChannelRows, type GroupFigures } from './day-channel-rows.js';
export { quota } from './quota.js';
export { micros, number } from './wire-values.js';
