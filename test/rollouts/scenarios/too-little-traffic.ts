import { setTimeout as wait } from 'node:timers/promises';
import { adminOf } from '../admin.js';
import { errorsOf, type Scenario, shortfalls, untilRollout, wayOf } from '../scenario.js';
import { usualWeather } from '../vendor-weather.js';

const PERIOD_MS = 10 * 60_000;

export const TOO_LITTLE_TRAFFIC: Scenario = {
  name: 'too-little-traffic',
  what: '5 operations a second, a clock set ahead by ten minutes',
  expected: 'held, neither promoted nor rolled back',
  async run(bench) {
    await bench.install({ version: '1.1.0' });
    await usualWeather(bench.vendors, 0.01);
    const clock = await bench.createClock();
    const gateway = await bench.startGateway({ clock });
    const admin = adminOf(gateway.url);
    const load = bench.load({ targets: [gateway.url], callers: 400, rate: 5 });
    const startedAt = performance.now();
    const { id } = await admin.start('hubspot', '1.1.0', {
      steps: [{ weight: 25 }, { weight: 50 }],
      stickyBy: 'CLIENT',
    });
    await wait(8_000);
    const early = await admin.find(id);
    await clock.set(gateway, PERIOD_MS);
    const rollout = await untilRollout(admin, id, 'it is held', ({ standing }) => standing.state === 'HELD');
    await load.stop();
    return {
      requests: load.answers.length,
      affected: (await gateway.metric('selvedge_candidate_fallbacks_total')) + errorsOf(load.answers, '1.1.0'),
      seconds: (performance.now() - startedAt) / 1_000,
      outcome: wayOf(rollout).join(' → '),
      shortfalls: shortfalls(
        early.standing.state !== 'STEPPING' && `it was ${early.standing.state} within the first period`,
        early.evidence?.hold !== 'too-little-traffic' && `the evidence was ${JSON.stringify(early.evidence)}`,
        rollout.standing.hold !== 'too-little-traffic' && `it is held by ${rollout.standing.hold}`,
        rollout.standing.step !== 0 && `it is at step ${rollout.standing.step}`,
      ),
    };
  },
};
