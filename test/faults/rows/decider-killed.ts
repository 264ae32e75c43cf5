import { setTimeout as wait } from 'node:timers/promises';
import { adminOf } from '../../rollouts/admin.js';
import { createRolloutBench } from '../../rollouts/rollout-bench.js';
import { untilRollout } from '../../rollouts/scenario.js';
import { openFileBeside } from '../../rollouts/store-beside.js';
import { until } from '../../support/until.js';
import { measured, type Row } from '../row.js';

const TAKEOVER_MS = 5_000;
const ANSWERED_MS = 1_000;

/** Two gateways over one store; the one that decides is killed, again and again, while it steps a rollout. */
export const DECIDER_KILLED: Row = {
  name: 'decider-killed',
  fault: 'SIGKILL of the gateway that decides, in the middle of a rollout, under traffic',
  expected: 'another decides within 5 s and goes on where it stood; no transition lost or doubled; nobody else fails',
  hasShortForm: true,
  async run({ isShort }) {
    await using bench = await createRolloutBench();
    await bench.install({ version: '1.1.0', failing: 0.3 });
    let deciding = await bench.startGateway();
    const store = openFileBeside(bench.storeFile);
    bench.defer(() => store.close());
    await until('one decides', async () => (await store.decider()) !== null);
    let other = await bench.startGateway();
    const load = bench.load({ targets: [other.url], callers: 400, rate: 60 });
    // Of the first step as good as nobody is, so that it lasts; the second one shows what the version is like.
    const { id } = await adminOf(deciding.url).start('hubspot', '1.1.0', {
      steps: [{ weight: 0.01 }, { weight: 50 }],
      stickyBy: 'CLIENT',
    });
    const took: number[] = [];
    for (let kill = 0; kill < (isShort ? 1 : 4); kill += 1) {
      const holder = await store.decider();
      load.ask([other.url]);
      // What is under way in the process that is killed is lost with it, which is not what this is about.
      await wait(ANSWERED_MS);
      const killedAt = performance.now();
      await deciding.child.stop('SIGKILL');
      await until('another decides', async () => (await store.decider()) !== holder, { everyMs: 20 });
      took.push(performance.now() - killedAt);
      [deciding, other] = [other, await bench.startGateway()];
    }
    const admin = adminOf(deciding.url);
    await admin.commandNow('advance', id);
    const { history } = await untilRollout(
      admin,
      id,
      'the bad version is out',
      ({ standing }) => standing.state === 'ROLLED_BACK',
    );
    await load.stop();
    const failed = load.answers.filter(({ status }) => status !== 200);
    const hasGap = history.some(
      ({ revision, from }, at) => revision !== at + 1 || from !== (history[at - 1]?.to.state ?? null),
    );
    const longest = Math.max(...took);
    return measured(
      `${took.length} kills, another decided after at most ${(longest / 1_000).toFixed(1)} s; ${history.length} transitions; ${failed.length} of ${load.answers.length} failed`,
      [
        longest > TAKEOVER_MS && 'it took longer than 5 s',
        hasGap && 'transitions are missing or doubled',
        history.filter(({ to }) => to.state === 'ROLLED_BACK').length !== 1 && 'it was not rolled back once',
        failed.length > 0 && 'requests to the survivor failed',
      ],
    );
  },
};
