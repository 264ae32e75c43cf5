import { createChannel, type Wire } from './channel.js';
import type { CommonState } from './common-state.js';
import type { PrimaryOffers, WorkerOffers, WorkerPlan } from './offers.js';
import { withinMs } from './within-ms.js';

/** A process that was begun. */
export interface WorkerProcess extends Wire {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** Ends it at once. */
  kill(): void;
}

export interface Exit {
  code: number | null;
  signal: string | null;
}

/** One worker, from its beginning to its end. */
export interface Member {
  readonly number: number;
  readonly pid: number;
  readonly plan: WorkerPlan;
  /** Resolves with its base URL when it serves. Rejects with a reason for people when it cannot, or ended before. */
  readonly ready: Promise<string>;
  readonly exited: Promise<Exit>;
  /** Tells it to end what it has and to exit. Asked again, without `replaced`, it hurries. */
  drain(options: { replaced: boolean }): void;
  kill(): void;
}

/** Time that a worker may take until it serves, milliseconds. */
const START_MS = 60_000;
/** How often a worker is asked whether it lives, and how long it may take to answer, milliseconds. */
const ASK_EVERY_MS = 5_000;
const STUCK_MS = 30_000;

export function createMember(number: number, process: WorkerProcess, plan: WorkerPlan, common: CommonState): Member {
  const ready = Promise.withResolvers<string>();
  ready.promise.catch(() => {});
  const { offers, serves, left } = common.place({
    hearMarks: (keys, at) => channel.ask('hearMarks', keys, at),
    metrics: () => channel.ask('metrics'),
  });
  const channel = createChannel<PrimaryOffers, WorkerOffers>(process, {
    ...offers,
    plan: () => ({ ...plan, worker: number }),
    ready(url) {
      serves();
      ready.resolve(url);
      watch();
    },
    failed: (message) => ready.reject(new Error(message)),
  });
  const clock = setTimeout(() => {
    ready.reject(new Error(`Worker ${number} did not serve within ${START_MS / 1_000} s of its start.`));
    process.kill();
  }, START_MS);
  const stopClock = () => clearTimeout(clock);
  ready.promise.then(stopClock, stopClock);
  let hasEnded = false;
  /** One whose event loop stands still would keep its callers waiting for ever. */
  function watch(): void {
    setTimeout(async () => {
      if (hasEnded) return;
      const answer = channel.ask('alive').then(() => true);
      const isStuck = (await withinMs(STUCK_MS, answer)) === undefined;
      if (hasEnded) return;
      if (isStuck) process.kill();
      else watch();
    }, ASK_EVERY_MS).unref();
  }
  void process.exited.then((exit) => {
    hasEnded = true;
    const ended = new Error(`Worker ${number} ended before it served (${describeExit(exit)}).`);
    ready.reject(ended);
    channel.cut(ended);
    left();
  });
  return {
    number,
    pid: process.pid,
    plan,
    ready: ready.promise,
    exited: process.exited,
    drain: (options) => channel.tell('drain', options),
    kill: () => process.kill(),
  };
}

/** How a process ended, e.g. `exit code 1`. */
export function describeExit({ code, signal }: Exit): string {
  return signal === null ? `exit code ${code}` : `ended by ${signal}`;
}
