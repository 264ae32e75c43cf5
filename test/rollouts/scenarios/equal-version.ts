import { until } from '../../support/until.js';
import { adminOf } from '../admin.js';
import { untilPastIncidents } from '../past-incidents.js';
import { errorsOf, isOver, type Scenario, shortfalls, wayOf } from '../scenario.js';
import { usualWeather } from '../vendor-weather.js';

/** Evidence is chance, and a machine that is busy holds it up. */
const LONGEST_MS = 400_000;
/** Both versions fail 7 %: more of the callers of the candidate notice it when it is refused without being asked. */
const AFFECTED_AT_MOST = 0.12;

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
    await untilPastIncidents({ admin, gateway, clock, withinMs: LONGEST_MS }, id, isOver);
    const seconds = (performance.now() - startedAt) / 1_000;
    const requests = load.answers.length - before;
    const promotedAtMs = Date.now();
    await until('everybody has asked again', async () => Date.now() > promotedAtMs + 2_000);
    await load.stop();

    const rollout = await admin.find(id);
    const left = load.answers.filter(({ version, sentAtMs }) => version === '1.0.0' && sentAtMs > promotedAtMs);
    const rescued = await gateway.metric('selvedge_candidate_fallbacks_total');
    const affected = rescued + errorsOf(load.answers, '1.1.0');
    return {
      requests,
      affected,
      seconds,
      outcome: wayOf(rollout).join(' → '),
      shortfalls: shortfalls(
        rollout.standing.state !== 'PROMOTED' && `it is ${rollout.standing.state}`,
        rollout.history.some(({ cause }, at) => cause === 'ADMIN' && at > 1) && 'an admin had a hand in it',
        ![25, 50, 75].every((weight) => rollout.history.some(({ to }) => to.weight === weight)) &&
          'a step was left out',
        affected > requests * AFFECTED_AT_MOST && `${affected} of ${requests} requests affected`,
        // A failure of the vendor that hits a caller of the candidate is asked of stable too.
        left.length > rescued && `${left.length} answers of the old version after promotion`,
      ),
    };
  },
};
