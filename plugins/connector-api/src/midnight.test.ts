import { describe, expect, it } from 'vitest';
import { nextMidnight, startOfDay } from './midnight.js';

const at = (zone: string, instant: string) => new Date(nextMidnight(zone, Date.parse(instant))).toISOString();

describe('the next midnight', () => {
  it.each([
    ['in winter', '2026-01-15T12:00:00Z', '2026-01-16T06:00:00.000Z'],
    ['in summer', '2026-07-15T12:00:00Z', '2026-07-16T05:00:00.000Z'],
    ['just before it', '2026-01-16T05:59:59.999Z', '2026-01-16T06:00:00.000Z'],
    ['exactly at it', '2026-01-16T06:00:00Z', '2026-01-17T06:00:00.000Z'],
    ['the night before clocks go forward', '2026-03-08T05:00:00Z', '2026-03-08T06:00:00.000Z'],
    ['on the day on which they do', '2026-03-08T06:30:00Z', '2026-03-09T05:00:00.000Z'],
    ['the night before clocks go back', '2026-11-01T04:00:00Z', '2026-11-01T05:00:00.000Z'],
    ['on the day on which they do, which has 25 hours', '2026-11-01T05:30:00Z', '2026-11-02T06:00:00.000Z'],
    ['at the end of the year', '2026-12-31T23:00:00Z', '2027-01-01T06:00:00.000Z'],
  ])('in Chicago %s', (_title, now, midnight) => {
    expect(at('America/Chicago', now)).toBe(midnight);
  });

  it('is the first instant of a day whose midnight the clocks skip', () => {
    expect(at('America/Santiago', '2026-09-05T20:00:00Z')).toBe('2026-09-06T04:00:00.000Z');
  });

  it('is the earlier one of a day that has two', () => {
    expect(at('America/Havana', '2026-10-31T20:00:00Z')).toBe('2026-11-01T04:00:00.000Z');
  });

  it('says which zone it does not know', () => {
    expect(() => nextMidnight('Mars/Olympus', 0)).toThrow(RangeError);
  });
});

const ZONES = ['UTC', 'America/Chicago', 'America/Santiago', 'America/Havana', 'Europe/Berlin', 'Australia/Lord_Howe'];

it.each(ZONES)('a day in %s begins at or before each of its instants and ends after them, all year', (zone) => {
  const dateIn = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  const first = Date.UTC(2026, 0, 1);
  for (let now = first; now < first + 366 * 86_400_000; now += 3 * 3_600_000 + 17 * 60_000) {
    const begins = startOfDay(zone, now);
    const ends = nextMidnight(zone, now);
    expect(begins <= now && now < ends).toBe(true);
    expect(dateIn.format(begins)).toBe(dateIn.format(now));
    expect(dateIn.format(ends - 1)).toBe(dateIn.format(now));
    expect(dateIn.format(begins - 1)).not.toBe(dateIn.format(now));
    expect(startOfDay(zone, ends)).toBe(ends);
  }
});
