import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarIn, monthOf, nextDate, weekOf } from './calendar.js';

const iso = (instant: number) => new Date(instant).toISOString();

test.each([
  ['UTC', '2026-11-23', '2026-11-23T00:00:00.000Z'],
  ['Europe/Berlin', '2026-11-23', '2026-11-22T23:00:00.000Z'],
  ['Europe/Berlin', '2026-07-01', '2026-06-30T22:00:00.000Z'],
  ['America/New_York', '2026-11-23', '2026-11-23T05:00:00.000Z'],
  ['Pacific/Kiritimati', '2026-11-23', '2026-11-22T10:00:00.000Z'],
  ['Asia/Kolkata', '2026-11-23', '2026-11-22T18:30:00.000Z'],
  ['+02:00', '2026-11-23', '2026-11-22T22:00:00.000Z'],
])('in %s the day %s begins at %s', (zone, date, start) => {
  expect(iso(calendarIn(zone).startOf(date))).toBe(start);
});

test('where clocks jump at midnight the day begins at one', () => {
  // Cairo moved its clocks from 00:00 to 01:00 on 26 April 2024.
  expect(iso(calendarIn('Africa/Cairo').startOf('2024-04-26'))).toBe('2024-04-25T22:00:00.000Z');
  expect(calendarIn('Africa/Cairo').dateOf(Date.parse('2024-04-25T21:59:59.999Z'))).toBe('2024-04-25');
});

test('every instant lies between the start of its date and the start of the next', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'America/Santiago');
  const instants = fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2030-01-01') });
  fc.assert(
    fc.property(zones, instants, (zone, instant) => {
      const calendar = calendarIn(zone);
      const date = calendar.dateOf(instant);
      expect(calendar.startOf(date)).toBeLessThanOrEqual(instant);
      expect(calendar.startOf(nextDate(date))).toBeGreaterThan(instant);
    }),
    { numRuns: 50 },
  );
});

// From the examples of ISO 8601 weeks at year ends.
test.each([
  ['2026-11-23', '2026-W48'],
  ['2027-01-01', '2026-W53'],
  ['2027-01-04', '2027-W01'],
  ['2024-12-30', '2025-W01'],
  ['2023-01-01', '2022-W52'],
  ['2026-01-01', '2026-W01'],
])('%s is in week %s', (date, week) => expect(weekOf(date)).toBe(week));

test('months and next days cross the year', () => {
  expect(monthOf('2026-12-31')).toBe('2026-12');
  expect(nextDate('2026-12-31')).toBe('2027-01-01');
  expect(nextDate('2028-02-28')).toBe('2028-02-29');
});

test('an unknown time zone is refused', () => {
  expect(() => calendarIn('Europe/Atlantis')).toThrow(RangeError);
});
