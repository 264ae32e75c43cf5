import { expect, it } from 'vitest';
import { instantOf } from './local-time.js';

it.each([
  ['2026-01-05 00:00:00', 'Europe/Berlin', '2026-01-04T23:00:00.000Z'],
  ['2026-07-05 00:00:00', 'Europe/Berlin', '2026-07-04T22:00:00.000Z'],
  ['2026-03-29 00:00:00', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30 00:00:00', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
  ['2026-01-05 00:00:00', 'America/Los_Angeles', '2026-01-05T08:00:00.000Z'],
  ['2026-01-05 10:30:00', 'Etc/UTC', '2026-01-05T10:30:00.000Z'],
])('reads %s in %s as %s', (dateTime, timeZone, instant) => {
  expect(instantOf(dateTime, timeZone)).toBe(instant);
});

it('reads nothing into a zone or a time that does not exist', () => {
  expect(instantOf('2026-01-05 00:00:00', 'Mars/Base')).toBeNull();
  expect(instantOf('soon', 'Etc/UTC')).toBeNull();
});
