import { setTimeout as wait } from 'node:timers/promises';
import { until } from '../../support/until.js';
import { adminOf } from '../admin.js';
import { errorsOf, type Scenario, shortfalls, wayOf } from '../scenario.js';
import { usualWeather } from '../vendor-weather.js';

/** Longer than an equal version takes for the whole plan. */
const WATCHED_MS = 45_000;

export const TWICE_AS_BAD: Scenario = {
  name: 'twice-as-bad',
  what: 'v2 fails 14 %, stable 7 %',
  expected: 'not promoted, in the time in which an equal version is',
  async run(bench) {
    await bench.install({ version: '1.1.0', failing: 0.0753 });
    await usualWeather(bench.vendors, 0.07);
    const gateway = await bench.startGateway();
    const admin = adminOf(gateway.url);
    const load = bench.load({ targets: [gateway.url], callers: 400, rate: 150 });
    await until('callers are known', async () => load.answers.length >= 400);

    const before = load.answers.length;
    const { id } = await admin.start('hubspot', '1.1.0', {
      steps: [{ weight: 25 }, { weight: 50 }, { weight: 75 }],
      stickyBy: 'CLIENT',
      analysis: { leastRequests: 100, mostRequests: 300 },
    });
    await wait(WATCHED_MS);
    const rollout = await admin.find(id);
    await load.stop();
    const { state } = rollout.standing;
    const rescued = await gateway.metric('selvedge_candidate_fallbacks_total');
    return {
      requests: load.answers.length - before,
      affected: rescued + errorsOf(load.answers, '1.1.0'),
      seconds: WATCHED_MS / 1_000,
      outcome: wayOf(rollout).join(' → '),
      shortfalls: shortfalls((state === 'PROMOTED' || state === 'PROMOTING') && `it is ${state}`),
    };
  },
};
