import { argv, stdout } from 'node:process';
import type { Store } from './open-store.js';
import { openStore } from './open-store.js';
import { aStep } from './rollout.fixture.js';
import type { StoreLocation } from './store-location.js';

/** What a process of a test may do to a store; it writes lines about it. */
export type Task = keyof typeof TASKS;

const TASKS = {
  /** Opens it and closes it. */
  async open(store: Store) {
    await store.close();
  },

  /** Appends to rollout `r1` until it is killed. Writes each revision once it is acknowledged. */
  async append(store: Store) {
    for (;;) {
      const { revision } = (await store.rollouts.find('r1'))!;
      try {
        const appended = await store.rollouts.append(aStep('r1', revision + 1, revision % 5), {});
        say(appended.revision);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ROLLOUT_REVISION_STALE')) throw error;
      }
    }
  },

  /** Adds two counts at a time to `r1` until it is killed. Writes how many additions were acknowledged. */
  async count(store: Store) {
    const period = {
      rollout: 'r1',
      periodStartedAtMs: 0,
      step: 0,
      side: 'stable',
      events: 1,
      bad: { slow: 1 },
    } as const;
    for (let acknowledged = 1; ; acknowledged += 1) {
      await store.counts.add([
        { ...period, caller: 'a' },
        { ...period, caller: 'b' },
      ]);
      say(acknowledged);
    }
  },

  /** Holds the lease `decide` for 60 s and waits to be killed. */
  async hold(store: Store) {
    say(JSON.stringify(await store.leases.hold('decide', 'held by a process', 60_000)));
    setInterval(() => {}, 60_000);
  },
} satisfies Record<string, (store: Store) => Promise<void>>;

function say(line: string | number): void {
  stdout.write(`${line}\n`);
}

const [, , task, location] = argv;
await TASKS[task as Task](await openStore({ location: JSON.parse(location!) as StoreLocation }));
