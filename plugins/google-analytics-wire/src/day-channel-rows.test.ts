import { expect, it } from 'vitest';
import { channelsWith } from './channels.js';
import { dayChannelRows, type GroupFigures } from './day-channel-rows.js';

const channelOf = channelsWith({ Display: 'PAID_SOCIAL' });
const figures = (date: string, channelGroup: string, more: Partial<GroupFigures> = {}): GroupFigures => ({
  date,
  channelGroup,
  sessions: 1,
  users: 1,
  conversions: 0,
  revenueMicros: 0n,
  ...more,
});

it('adds up the groups of one channel of one day, and orders by day, then channel', () => {
  const groups = [
    figures('20261102', 'Paid Search', { sessions: 3, users: 2 }),
    figures('20261101', 'Direct'),
    figures('20261102', 'Paid Shopping', { sessions: 4, users: 2, conversions: 1 }),
    figures('20261102', 'Direct'),
  ];
  const { rows, otherRow } = dayChannelRows(groups, 'EUR', channelOf);
  expect(rows.map(({ date, channel, sessions, users }) => [date, channel, sessions, users])).toEqual([
    ['2026-11-01', 'DIRECT', 1, 1],
    ['2026-11-02', 'DIRECT', 1, 1],
    ['2026-11-02', 'PAID_SEARCH', 7, 4],
  ]);
  expect(otherRow).toBe(false);
});

it('knows the groups of one generation beside those of all, and calls the rest other', () => {
  const groups = ['Display', 'Email', 'Audio', 'constructor'].map((group) => figures('20261101', group));
  const { rows } = dayChannelRows(groups, 'EUR', channelOf);
  expect(rows.map(({ channel, sessions }) => [channel, sessions])).toEqual([
    ['EMAIL', 1],
    ['OTHER', 2],
    ['PAID_SOCIAL', 1],
  ]);
});

it('leaves out what was folded together without a day, and says so', () => {
  const { rows, otherRow } = dayChannelRows([figures('(other)', '(other)')], 'EUR', channelOf);
  expect({ rows, otherRow }).toEqual({ rows: [], otherRow: true });
});

it.each([
  ['EUR', 1_500_400_000n, '1500.40'],
  ['EUR', 5_000n, '0.01'],
  ['EUR', -1_005_000n, '-1.01'],
  ['JPY', 1_500_400_000n, '1500'],
  ['KWD', 1_234_500n, '1.235'],
])('rounds to the smallest coin of %s', (currency, revenueMicros, amount) => {
  const { rows } = dayChannelRows([figures('20261101', 'Direct', { revenueMicros })], currency, channelOf);
  expect(rows.map(({ revenue }) => revenue)).toEqual([{ amount, currency }]);
});
