import { expect, it } from 'vitest';
import { DEFAULT_ANALYSIS } from '../evidence/index.js';
import { parsePlan } from '../machine/index.js';
import { type CallerHistory, minuteKey } from '../model/index.js';
import { HOUR, START } from './control.fixture.js';
import { shortestMinutes } from './shortest-minutes.js';

const PER_MINUTE = 2_700;
const PLAN = parsePlan({
  steps: [
    { kind: 'shadow', share: 100 },
    { kind: 'weight', weight: 50 },
  ],
  analysis: DEFAULT_ANALYSIS,
});

/** By steady traffic in these minutes. */
async function reckoned(minutes: readonly number[], perMinute = PER_MINUTE) {
  const history: CallerHistory[] = [
    { caller: 'user:a', events: perMinute * minutes.length, bad: {} },
    ...minutes.map((minute) => ({ caller: minuteKey(START + minute * 60_000), events: perMinute, bad: {} })),
  ];
  const { shortestMinutes: each, trafficMinutes } = await shortestMinutes(
    'hubspot',
    PLAN,
    { history: async () => history },
    START + 3 * HOUR,
  );
  return { total: each?.reduce((sum, next) => sum + next), trafficMinutes };
}

const first = (count: number) => Array.from({ length: count }, (_, minute) => minute);

it('reckons the same for the same traffic, however long it has come', async () => {
  const [one, five, hour] = [await reckoned(first(1)), await reckoned(first(5)), await reckoned(first(120))];
  expect(one.total).toBeLessThan(5);
  expect(five.total).toBeCloseTo(one.total ?? Number.NaN, 5);
  expect(hour.total).toBeCloseTo(one.total ?? Number.NaN, 5);
  expect([one, five, hour].map(({ trafficMinutes }) => trafficMinutes)).toEqual([1, 5, 120]);
});

it('leaves out hours without traffic, and no minute of little traffic', async () => {
  expect((await reckoned([0, 1, 150, 151])).trafficMinutes).toBe(4);
  expect((await reckoned([0, 10, 20, 30])).trafficMinutes).toBe(31);
});

it('reckons nothing without traffic', async () => {
  expect(await reckoned([])).toEqual({ total: undefined, trafficMinutes: null });
});
