import { setTimeout as wait } from 'node:timers/promises';
import { until } from '../../support/until.js';
import { adminOf, type ShownRollout } from '../admin.js';
import { errorsOf, type Scenario, shortfalls, untilRollout, wayOf } from '../scenario.js';
import { outage, usualWeather } from '../vendor-weather.js';

const PERIOD_MS = 10 * 60_000;
const MOST_PERIODS = 4;
/** A period is kept so long after its end, and a little more. */
const CLOSED_MS = 7_000;
/** Advances only by hand. */
const ENDLESS = { leastRequests: 1_000_000, mostRequests: 1_000_000 };

export const VENDOR_OUTAGE: Scenario = {
  name: 'vendor-outage',
  what: 'the vendor is down for 15 s, for both versions',
  expected: 'held, not rolled back; it goes on after a period without',
  async run(bench) {
    await bench.install({ version: '1.1.0' });
    await usualWeather(bench.vendors, 0.02);
    const clock = await bench.createClock();
    const gateway = await bench.startGateway({
      clock,
      settings: { resilience: { quotas: { enabled: false }, breaker: { openMs: 2_000 } } },
    });
    const admin = adminOf(gateway.url);
    const load = bench.load({ targets: [gateway.url], callers: 400, rate: 150 });
    await until('callers are known', async () => load.answers.length >= 400);

    const before = load.answers.length;
    const startedAt = performance.now();
    const plan = { steps: [{ weight: 25 }, { weight: 50 }], stickyBy: 'CLIENT', analysis: ENDLESS } as const;
    const { id } = await admin.start('hubspot', '1.1.0', plan);
    const isCounted = ({ evidence }: ShownRollout) => (evidence?.figures.tests[0]?.stable.events ?? 0) > 800;
    await untilRollout(admin, id, 'the first step is counted', isCounted);
    await admin.commandNow('advance', id);
    await wait(CLOSED_MS);

    await outage(bench.vendors);
    const held = await untilRollout(admin, id, 'it is held', ({ standing }) => standing.state !== 'STEPPING');
    await wait(15_000);
    await usualWeather(bench.vendors, 0.02);
    await wait(CLOSED_MS);
    const after = await admin.find(id);
    // The period of the incident ends, and then one without.
    await clock.set(gateway, PERIOD_MS);
    await wait(CLOSED_MS);
    const still = await admin.find(id);
    let rollout = still;
    // A machine that is busy with something else may make one more period look like an incident.
    for (let periods = 2; periods <= MOST_PERIODS && isIncident(rollout); periods += 1) {
      await clock.set(gateway, periods * PERIOD_MS);
      await wait(CLOSED_MS);
      rollout = await admin.find(id);
    }
    await load.stop();
    return {
      requests: load.answers.length - before,
      affected: errorsOf(load.answers, '1.1.0'),
      seconds: (performance.now() - startedAt) / 1_000,
      outcome: wayOf(rollout).join(' → '),
      shortfalls: shortfalls(
        ![held, after, still].every(isIncident) && `it was ${wayOf(still).join(' → ')}`,
        isIncident(rollout) && `it does not go on after ${MOST_PERIODS} periods`,
        rollout.history.some(({ to: { state } }) => state === 'ROLLED_BACK') && 'it was rolled back',
        rollout.standing.weight !== 50 && `its weight is ${rollout.standing.weight} %`,
      ),
    };
  },
};

function isIncident({ standing }: ShownRollout): boolean {
  return standing.hold === 'vendor-incident';
}
