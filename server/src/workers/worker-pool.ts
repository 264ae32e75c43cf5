import { createPrimaryMetrics, type Logger } from '../telemetry/index.js';
import { type CommonState, createCommonState } from './common-state.js';
import { createMember, describeExit, type Exit, type Member, type WorkerProcess } from './member.js';
import type { WorkerPlan } from './offers.js';
import { MOST_SHORT_LIVES, pauseBefore, SHORT_LIFE_MS } from './restarts.js';

export interface WorkerPoolOptions {
  /** Begins a process. */
  fork(): WorkerProcess;
  logger: Logger;
  sleep(ms: number): Promise<void>;
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
}

/** The workers of a gateway: as many as are planned, whatever becomes of each. */
export interface WorkerPool {
  /** Begins them; resolves with their base URL when all serve. Rejects with what one of them says, and ends the others. */
  start(plan: WorkerPlan): Promise<string>;
  /**
   * Replaces them one after the other, by the plan that is read when it is their turn: each new one serves before the old one drains.
   * Resolves with the plan. Rejects when it cannot be read, or the first new one cannot serve, and nothing has changed.
   */
  replace(read: () => Promise<WorkerPlan>): Promise<WorkerPlan>;
  /** Drains them all; resolves when they have ended. */
  stop(): Promise<void>;
  /** Rejects when none can be kept alive. */
  readonly failed: Promise<never>;
}

/** A worker's place. */
interface Seat {
  number: number;
  /** Null while none serves here. */
  member: Member | null;
  servesSince: number;
  /** In a row, until one lives longer. */
  shortLives: number;
  /** Counts what is done about the place, so that what was begun earlier gives way. */
  turn: number;
}

/** What a worker gets beyond the time for draining, milliseconds. */
const MARGIN_MS = 5_000;

export function createWorkerPool({ fork, logger, sleep, now }: WorkerPoolOptions): WorkerPool {
  const seats = new Map<number, Seat>();
  const starting = new Set<Member>();
  /** All that have not ended. */
  const living = new Set<Member>();
  const giveUp = Promise.withResolvers<never>();
  giveUp.promise.catch(() => {});
  let plan: WorkerPlan | null = null;
  let stopping = false;
  let lost = 0;
  const serving = (): number => [...seats.values()].filter(({ member }) => member !== null).length;
  const metrics = createPrimaryMetrics();
  /** Of the composition that the plan makes; each worker counts its own from 1. */
  let generation = 1;
  const common: CommonState = createCommonState(() => {
    metrics.workers({ serving: serving(), lost });
    metrics.generation({ number: generation, living: 0 });
    return metrics.snapshot();
  });

  /** Begins a worker and waits until it serves. */
  async function begin(number: number, planned: WorkerPlan): Promise<Member> {
    const member = createMember(number, fork(), planned, common);
    starting.add(member);
    living.add(member);
    void member.exited.then(() => living.delete(member));
    try {
      await member.ready;
      return member;
    } catch (error) {
      member.kill();
      throw error;
    } finally {
      starting.delete(member);
    }
  }

  function seatOf(number: number): Seat {
    let seat = seats.get(number);
    if (seat === undefined) {
      seat = { number, member: null, servesSince: 0, shortLives: 0, turn: 0 };
      seats.set(number, seat);
    }
    return seat;
  }

  function take(seat: Seat, member: Member): void {
    seat.turn += 1;
    seat.member = member;
    seat.servesSince = now();
    logger.info({ worker: member.number, pid: member.pid }, 'a worker serves');
    void member.exited.then((exit) => {
      if (seat.member === member && !stopping) void lose(seat, member, exit);
    });
  }

  async function lose(seat: Seat, { number, pid }: Member, exit: Exit): Promise<void> {
    lost += 1;
    seat.member = null;
    seat.shortLives = now() - seat.servesSince < SHORT_LIFE_MS ? seat.shortLives + 1 : 0;
    logger.error({ worker: number, pid, reason: describeExit(exit) }, 'a worker ended; another takes its place');
    seat.turn += 1;
    const { turn } = seat;
    const isMine = (): boolean => seat.turn === turn && !stopping;
    let reason = `its last worker ended at once (${describeExit(exit)})`;
    for (;;) {
      if (isHopeless()) return giveUp.reject(new Error(hopeless(reason)));
      await sleep(pauseBefore(seat.shortLives));
      if (!isMine()) return;
      try {
        const member = await begin(number, plan as WorkerPlan);
        if (!isMine()) return void retire(member);
        return take(seat, member);
      } catch (error) {
        if (!isMine()) return;
        reason = error instanceof Error ? error.message : String(error);
        seat.shortLives += 1;
        logger.error({ worker: number, reason, attempt: seat.shortLives }, 'a worker could not be started');
      }
    }
  }

  const isHopeless = (): boolean =>
    [...seats.values()].every(({ member, shortLives }) => member === null && shortLives >= MOST_SHORT_LIVES);

  /** Lets it end what it has; resolves when it has ended, or works on bulk jobs alone. */
  async function retire(member: Member): Promise<void> {
    member.drain({ replaced: true });
    await Promise.race([member.exited, sleep(drainTimeOf(member) + MARGIN_MS)]);
    const { number, pid } = member;
    if (living.has(member)) logger.info({ worker: number, pid }, 'a former worker finishes its bulk jobs');
  }

  async function end(member: Member): Promise<void> {
    member.drain({ replaced: false });
    await Promise.race([member.exited, sleep(drainTimeOf(member) + MARGIN_MS)]);
    if (living.has(member)) {
      logger.error({ worker: member.number, pid: member.pid }, 'a worker did not end in time and is killed');
      member.kill();
    }
    await member.exited;
  }

  async function roll(planned: WorkerPlan): Promise<void> {
    for (let number = 1; number <= planned.workers && !stopping; number += 1) {
      const member = await begin(number, planned).catch((error: unknown) => {
        throw number === 1 ? error : new Error(halfDone(number - 1, planned, error), { cause: error });
      });
      if (stopping) return void retire(member);
      // From here on it counts: what ends is begun again with it.
      plan = planned;
      common.configure(planned.configuration);
      const seat = seatOf(number);
      const former = seat.member;
      seat.shortLives = 0;
      take(seat, member);
      if (former !== null) await retire(former);
    }
    for (const seat of [...seats.values()].filter(({ number }) => number > planned.workers)) {
      seat.turn += 1;
      seats.delete(seat.number);
      const former = seat.member;
      seat.member = null;
      if (former !== null) await retire(former);
    }
  }

  async function replaceBy(read: () => Promise<WorkerPlan>): Promise<WorkerPlan> {
    try {
      const planned = await read();
      if (stopping) return planned;
      await roll(planned);
      generation += 1;
      metrics.reloaded({ result: 'applied' });
      return planned;
    } catch (error) {
      metrics.reloaded({ result: 'refused' });
      throw error;
    }
  }

  let rolling: Promise<unknown> = Promise.resolve();
  return {
    failed: giveUp.promise,

    async start(planned) {
      plan = planned;
      common.configure(planned.configuration);
      const numbers = Array.from({ length: planned.workers }, (_, index) => index + 1);
      const begun = numbers.map((number) => begin(number, planned));
      try {
        const members = await Promise.all(begun);
        for (const member of members) take(seatOf(member.number), member);
        return await (members[0] as Member).ready;
      } catch (error) {
        for (const member of living) member.kill();
        await Promise.allSettled(begun);
        throw error;
      }
    },

    replace(read) {
      const rolled = rolling.then(() => replaceBy(read));
      rolling = rolled.catch(() => {});
      return rolled;
    },

    async stop() {
      stopping = true;
      for (const member of starting) member.kill();
      await Promise.all([...living].map(end));
    },
  };
}

/** Time that a worker may take from being told to drain, milliseconds; bulk jobs may take longer. */
function drainTimeOf({ plan }: Member): number {
  const { drainDelayMs, drainMs } = plan.configuration.server;
  return drainDelayMs + drainMs;
}

function hopeless(reason: string): string {
  return `The gateway gives up: each of its workers ended or could not be started ${MOST_SHORT_LIVES} times in a row. The last reason: ${reason}`;
}

function halfDone(done: number, { workers }: WorkerPlan, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `Only ${done} of ${workers} workers were replaced; the others serve on as they were. Ask for it again. The reason: ${reason}`;
}
