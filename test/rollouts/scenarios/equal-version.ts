import { setTimeout as wait } from 'node:timers/promises';
import { until } from '../../support/until.js';
import { adminOf } from '../admin.js';
import { errorsOf, isOver, type Scenario, shortfalls, wayOf } from '../scenario.js';
import { usualWeather } from '../vendor-weather.js';

const PERIOD_MS = 10 * 60_000;
/** A period is kept so long after its end, and a little more. */
const CLOSED_MS = 7_000;
const LOOK_MS = 200;
const LONGEST_MS = 180_000;

export const EQUAL_VERSION: Scenario = {
  name: 'equal-version',
  what: 'v2 is as good as stable: both fail 7 %',
  expected: 'promoted by itself through all steps',
  async run(bench) {
    await bench.install({ version: '1.1.0' });
    await usualWeather(bench.vendors, 0.07);
    const clock = await bench.createClock();
    const gateway = await bench.startGateway({ clock });
    const admin = adminOf(gateway.url);
    const load = bench.load({ targets: [gateway.url], callers: 400, rate: 150 });
    await until('callers are known', async () => load.answers.length >= 400);

    const before = load.answers.length;
    const startedAt = performance.now();
    const { id } = await admin.start('hubspot', '1.1.0', {
      steps: [{ weight: 25 }, { weight: 50 }, { weight: 75 }],
      stickyBy: 'CLIENT',
      analysis: { leastRequests: 100, mostRequests: 300 },
    });
    let periods = 0;
    for (let heldForMs = 0; performance.now() < startedAt + LONGEST_MS && !isOver(await admin.find(id)); ) {
      await wait(LOOK_MS);
      heldForMs = (await admin.find(id)).standing.hold === 'vendor-incident' ? heldForMs + LOOK_MS : 0;
      // A machine that is busy with something else looks like a vendor that is slow: the next period tells.
      if (heldForMs > CLOSED_MS) {
        periods += 1;
        heldForMs = 0;
        await clock.set(gateway, periods * PERIOD_MS);
      }
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    const requests = load.answers.length - before;
    const promotedAtMs = Date.now();
    await until('everybody has asked again', async () => Date.now() > promotedAtMs + 2_000);
    await load.stop();

    const rollout = await admin.find(id);
    const left = load.answers.filter(({ version, sentAtMs }) => version === '1.0.0' && sentAtMs > promotedAtMs);
    const rescued = await gateway.metric('selvedge_candidate_fallbacks_total');
    return {
      requests,
      affected: rescued + errorsOf(load.answers, '1.1.0'),
      seconds,
      outcome: wayOf(rollout).join(' → '),
      shortfalls: shortfalls(
        rollout.standing.state !== 'PROMOTED' && `it is ${rollout.standing.state}`,
        rollout.history.some(({ cause }, at) => cause === 'ADMIN' && at > 1) && 'an admin had a hand in it',
        ![25, 50, 75].every((weight) => rollout.history.some(({ to }) => to.weight === weight)) &&
          'a step was left out',
        // A failure of the vendor that hits a caller of the candidate is asked of stable too.
        left.length > rescued && `${left.length} answers of the old version after promotion`,
      ),
    };
  },
};
