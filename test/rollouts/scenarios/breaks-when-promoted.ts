import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../../support/until.js';
import { adminOf } from '../admin.js';
import { errorsOf, type Scenario, shortfalls, untilRollout, wayOf } from '../scenario.js';
import { usualWeather } from '../vendor-weather.js';

export const BREAKS_WHEN_PROMOTED: Scenario = {
  name: 'breaks-when-promoted',
  what: 'v2 fails everything as soon as everybody is on it',
  expected: 'rolled back while it is being promoted; nobody sees an error of it',
  async run(bench) {
    const broken = join(bench.folder, 'broken');
    await bench.install({ version: '1.1.0', change: failingOnce(broken) });
    await usualWeather(bench.vendors, 0.01);
    const gateway = await bench.startGateway();
    const admin = adminOf(gateway.url);
    const load = bench.load({ targets: [gateway.url], callers: 400, rate: 150 });
    await until('callers are known', async () => load.answers.length >= 400);

    const { id } = await admin.start('hubspot', '1.1.0', { steps: [{ weight: 50 }], stickyBy: 'CLIENT' });
    await untilRollout(admin, id, 'half of the callers are on it', ({ evidence }) => {
      return (evidence?.figures.requestsSeen ?? 0) > 100;
    });
    const before = load.answers.length;
    const startedAt = performance.now();
    await admin.commandNow('promote', id);
    await writeFile(broken, '');
    const isOut = 'the evidence took it back';
    const { history } = await untilRollout(admin, id, isOut, ({ standing: { state } }) =>
      ['ROLLED_BACK', 'PROMOTED'].includes(state),
    );
    const seconds = (performance.now() - startedAt) / 1_000;
    const requests = load.answers.length - before;
    await load.stop();
    const rollout = await admin.find(id);
    const errors = errorsOf(load.answers, '1.1.0');
    return {
      requests,
      affected: (await gateway.metric('selvedge_candidate_fallbacks_total')) + errors,
      seconds,
      outcome: wayOf(rollout).join(' → '),
      shortfalls: shortfalls(
        rollout.standing.state !== 'ROLLED_BACK' && `it is ${rollout.standing.state}`,
        history.at(-1)?.cause !== 'EVIDENCE' && 'it was not the evidence that rolled back',
        history.at(-1)?.from !== 'PROMOTING' && `it was rolled back from ${history.at(-1)?.from}`,
        errors > 0 && `${errors} callers saw an error of it`,
      ),
    };
  },
};

/** Fails every read once a file is there. */
function failingOnce(file: string): string {
  return `import { existsSync } from 'node:fs';
const asked = connector.capabilities['deal.page'];
async function run(...given) {
  if (existsSync(${JSON.stringify(file)})) throw new VendorError({ class: 'malformed', message: 'Broken.' });
  return asked.run(...given);
}
connector = { ...connector, capabilities: { ...connector.capabilities, 'deal.page': { ...asked, run } } };
`;
}
