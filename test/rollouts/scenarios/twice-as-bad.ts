import { until } from '../../support/until.js';
import { adminOf, type ShownRollout } from '../admin.js';
import { PERIOD_MS, untilPastIncidents } from '../past-incidents.js';
import { errorsOf, isRolledBack, type Scenario, shortfalls, wayOf } from '../scenario.js';
import { usualWeather } from '../vendor-weather.js';

/** Longer than an equal version takes for the whole plan, held up by nothing but the ratio. */
const WATCHED_MS = 45_000;
const LOOK_MS = 200;
const LONGEST_MS = 150_000;
const HELD_WITHIN_MS = 30_000;

export const TWICE_AS_BAD: Scenario = {
  name: 'twice-as-bad',
  what: 'v2 fails 14 %, stable 7 %',
  expected: 'stopped by its ratio alone, for longer than an equal version takes',
  async run(bench) {
    await bench.install({ version: '1.1.0', failing: 0.0753 });
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
    const watch = { admin, gateway, clock };
    let stoppedForMs = 0;
    const periods = await untilPastIncidents({ ...watch, withinMs: LONGEST_MS }, id, (rollout) => {
      if (isStoppedByRatio(rollout)) stoppedForMs += LOOK_MS;
      return stoppedForMs >= WATCHED_MS || isLeft(rollout);
    });
    // What it is held by is told after a whole period.
    await clock.set(gateway, (periods + 1) * PERIOD_MS);
    await until('it is told why', async () => isHeldByRatio(await admin.find(id)) || isLeft(await admin.find(id)), {
      withinMs: HELD_WITHIN_MS,
    }).catch(() => undefined);
    const rollout = await admin.find(id);
    await load.stop();
    const rescued = await gateway.metric('selvedge_candidate_fallbacks_total');
    const isBack = isRolledBack(rollout) && rollout.history.at(-1)?.cause === 'EVIDENCE';
    return {
      requests: load.answers.length - before,
      affected: rescued + errorsOf(load.answers, '1.1.0'),
      seconds: (performance.now() - startedAt) / 1_000,
      outcome: wayOf(rollout).join(' → '),
      shortfalls: shortfalls(
        rollout.history.some(({ to: { state } }) => state === 'PROMOTING') && 'it was promoted',
        !isBack && stoppedForMs < WATCHED_MS && `its ratio stopped it for ${stoppedForMs / 1_000} s only`,
        !isBack && !isHeldByRatio(rollout) && `it is ${rollout.standing.state} by ${rollout.standing.hold}`,
      ),
    };
  },
};

/** Requests came enough, and nothing else stands against the next step. */
function isStoppedByRatio({ evidence }: ShownRollout): boolean {
  return evidence?.hold === 'ratio-not-shown';
}

function isHeldByRatio({ standing: { state, hold } }: ShownRollout): boolean {
  return state === 'HELD' && hold === 'ratio-not-shown';
}

function isLeft({ standing: { state } }: ShownRollout): boolean {
  return state === 'ROLLED_BACK' || state === 'PROMOTING' || state === 'PROMOTED';
}
