import { expect, it } from 'vitest';
import { nextCentralMidnight } from './central-midnight.js';

const at = (instant: string) => new Date(nextCentralMidnight(Date.parse(instant))).toISOString();

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
])('is the next midnight in Chicago %s', (_title, now, midnight) => {
  expect(at(now)).toBe(midnight);
});

const inChicago = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/Chicago',
  dateStyle: 'short',
  timeStyle: 'medium',
});

it('ends the day of every quarter of an hour around every change of the clocks from 2025 to 2030', () => {
  const QUARTER_MS = 900_000;
  for (let year = 2025; year <= 2030; year += 1) {
    for (const around of [Date.UTC(year, 2, 11), Date.UTC(year, 10, 4)]) {
      // The second Sunday of March is the 8th to the 14th, the first one of November the 1st to the 7th.
      for (let now = around - 5 * 86_400_000; now < around + 6 * 86_400_000; now += QUARTER_MS) {
        const midnight = nextCentralMidnight(now);
        const [day, time] = inChicago.format(midnight).split(' ');
        const [lastDay] = inChicago.format(midnight - 1).split(' ');
        const [today] = inChicago.format(now).split(' ');
        if (time !== '00:00:00' || lastDay !== today || day === today)
          expect.fail(`${new Date(now).toISOString()}: ${day} ${time}`);
      }
    }
  }
});
