import { until } from '../../support/until.js';
import { adminOf } from '../admin.js';
import { errorsOf, isRolledBack, type Scenario, shortfalls, untilRollout, wayOf } from '../scenario.js';
import { usualWeather } from '../vendor-weather.js';

const AFFECTED_AT_MOST = 0.02;

export const BAD_VERSION: Scenario = {
  name: 'bad-version',
  what: 'v2 fails 20 %, stable 1 %',
  expected: 'rolled back; under 2 % of all requests affected',
  async run(bench) {
    await bench.install({ version: '1.1.0', failing: 0.2 });
    await usualWeather(bench.vendors, 0.01);
    const gateway = await bench.startGateway();
    const admin = adminOf(gateway.url);
    const load = bench.load({ targets: [gateway.url], callers: 400, rate: 150 });
    await until('callers are known', async () => load.answers.length >= 400);

    const before = load.answers.length;
    const startedAt = performance.now();
    const { id } = await admin.start('hubspot', '1.1.0', {
      steps: [{ weight: 5 }, { weight: 25 }, { weight: 50 }],
      stickyBy: 'CLIENT',
    });
    const { history } = await untilRollout(admin, id, 'the bad version is out', isRolledBack);
    const seconds = (performance.now() - startedAt) / 1_000;
    const requests = load.answers.length - before;
    const outAtMs = Date.parse(history.at(-1)?.at ?? '');
    await until('a second has passed', async () => Date.now() > outAtMs + 3_000);
    await load.stop();

    const fallbacks = await gateway.metric('selvedge_candidate_fallbacks_total');
    const affected = fallbacks + errorsOf(load.answers, '1.1.0');
    const late = load.answers.filter(({ version, sentAtMs }) => version === '1.1.0' && sentAtMs > outAtMs + 1_000);
    const rollout = await admin.find(id);
    const answeredByCandidate = load.answers.some(({ version }) => version === '1.1.0');
    return {
      requests,
      affected,
      seconds,
      outcome: wayOf(rollout).join(' → '),
      shortfalls: shortfalls(
        affected >= requests * AFFECTED_AT_MOST && `${affected} of ${requests} requests affected`,
        late.length > 0 && `${late.length} answers of the candidate a second after it was out`,
        !answeredByCandidate && 'the candidate answered nobody',
        fallbacks === 0 && 'no failure of the candidate was answered by stable',
        rollout.history.at(-1)?.cause !== 'EVIDENCE' && 'it was not the evidence that rolled back',
      ),
    };
  },
};
