import { expect, it } from 'vitest';
import { createChannel } from './channel.js';
import { createCommonState } from './common-state.js';
import type { PrimaryOffers, WorkerOffers } from './offers.js';
import { createRemoteSiblings } from './remote-siblings.js';
import { wirePair } from './wire.fixture.js';

/** Two workers with what they have in common at the other end of their ways. */
function setUp() {
  const common = createCommonState(async () => []);
  return [1, 2].map((worker) => {
    const [here, there] = wirePair();
    const { offers, serves } = common.place({
      hearMarks: (keys, at) => primary.ask('hearMarks', keys, at),
      metrics: () => primary.ask('metrics'),
    });
    const primary = createChannel<object, Pick<WorkerOffers, 'hearMarks' | 'metrics'>>(there, offers);
    serves();
    const holder: { own?: Pick<WorkerOffers, 'hearMarks' | 'metrics'> } = {};
    const channel = createChannel<Pick<WorkerOffers, 'hearMarks' | 'metrics'>, PrimaryOffers>(here, {
      hearMarks: (keys, at) => holder.own?.hearMarks(keys, at),
      metrics: async () => holder.own?.metrics() ?? [],
    });
    const { siblings, offers: own } = createRemoteSiblings(channel, { worker, workers: 2 });
    holder.own = own;
    return siblings;
  });
}

it('what one worker keeps another finds, in the scope that it was kept in', async () => {
  const [one, other] = setUp();
  (await one?.once('s').claim('k'))?.release({ inputs: 'h', outcomes: [1] }, 1);
  expect((await other?.once('s').claim('k'))?.kept).toEqual({ inputs: 'h', outcomes: [1] });
  expect((await other?.once('t').claim('k'))?.kept).toBeUndefined();
});

it('what cannot be copied is not kept, and keeps nobody waiting', async () => {
  const [one, other] = setUp();
  (await one?.once('s').claim('k'))?.release({ write: () => {} }, 1);
  expect((await other?.once('s').claim('k'))?.kept).toBeUndefined();
});

it('news of a write reaches who listens at the other worker before it is told', async () => {
  const [one, other] = setUp();
  const heard: unknown[] = [];
  other?.marks.hear((...news) => heard.push(news));
  await one?.marks.tell(['contact'], 5);
  expect(heard).toEqual([[['contact'], 5]]);
});
