/** The event loop as a queue. A turn is one pass of the loop over everything that is ready. */
export interface EventLoop {
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
  /** Milliseconds, since the process began, in which the loop had nothing to do. */
  idleMs(): number;
  /** Milliseconds of processor time that the loop's thread has had. */
  cpuMs(): number;
  /** Calls back when this turn has dealt with all that was ready. */
  atEndOfTurn(callback: () => void): void;
}

export interface ControlledDelay {
  /** Whether a request that arrives now is to be served; counts it. */
  admits(): boolean;
  /** Since when requests are refused, in the loop's milliseconds; null while none are. */
  readonly refusingSince: number | null;
}

/** A queue that did not empty in so much work, over so many turns, is no burst: it will not empty by itself. */
const STANDING_MS = 300;
const STANDING_TURNS = 3;
/** Time without a refusal after which bursts are let through again. */
const CALM_MS = 2_000;
/** Most that is admitted in one turn, milliseconds of work, and the part of it that is left after a turn without idling. */
const LARGEST_TURN_MS = 100;
const DECAY = 0.8;

/**
 * Controlled delay for the requests that wait in the event loop. While the loop was idle within its last 300 ms of
 * work every request is admitted. When it was not, the queue stands, and from then on only what comes in the first `delayMs` of a
 * turn is admitted, until nothing was refused for two seconds. So requests wait little, whatever the load, and the loop
 * is kept at work: where requests come in batches, so that it idles between them, the time it idled is added to what is
 * admitted next. Waiting for vendors is no work, and refuses nobody. All work is measured in processor time, and a turn's first
 * request is always admitted: where other processes or a quota keep the processor away, refusing would not help.
 *
 * After B. Maurer, "Fail at Scale", ACM Queue 13(8), 2015, and CoDel, RFC 8289.
 */
export function createControlledDelay(delayMs: number, loop: EventLoop): ControlledDelay {
  let turn: { isOver: boolean } | null = null;
  let turnCpuMs = loop.cpuMs();
  let turnBeganAt = loop.now();
  let idleMs = loop.idleMs();
  let emptyCpuMs = turnCpuMs;
  let turnsSinceEmpty = 0;
  let budgetMs = delayMs;
  let refusing: { since: number; lastAt: number } | null = null;

  function beginTurn(): void {
    const idleNowMs = loop.idleMs();
    const idledMs = idleNowMs - idleMs;
    const wasIdle = idledMs > 0;
    idleMs = idleNowMs;
    budgetMs = refusing === null ? delayMs : nextBudget(budgetMs, idledMs);
    turnsSinceEmpty = wasIdle ? 0 : turnsSinceEmpty + 1;
    if (wasIdle) emptyCpuMs = turnCpuMs;
    turn = { isOver: false };
    turnBeganAt = loop.now();
    loop.atEndOfTurn(() => {
      turn = null;
      // What arrives from now on waits for whatever the loop does next.
      turnCpuMs = loop.cpuMs();
    });
  }

  function nextBudget(beforeMs: number, idledMs: number): number {
    const nextMs = idledMs > 0 ? beforeMs + idledMs : DECAY * beforeMs;
    return Math.min(LARGEST_TURN_MS, Math.max(delayMs, nextMs));
  }

  function queueStands(now: number): boolean {
    if (refusing !== null) return true;
    if (turnsSinceEmpty < STANDING_TURNS) return false;
    // A turn may be long in itself; its processor time is asked for only where the clock says so.
    const soFarMs = now - turnBeganAt > STANDING_MS ? loop.cpuMs() : turnCpuMs;
    return soFarMs - emptyCpuMs > STANDING_MS;
  }

  return {
    get refusingSince() {
      return refusing !== null && loop.now() - refusing.lastAt < CALM_MS ? refusing.since : null;
    },
    admits() {
      if (turn === null) {
        beginTurn();
        return true;
      }
      const now = loop.now();
      if (refusing !== null && now - refusing.lastAt >= CALM_MS) refusing = null;
      if (!queueStands(now)) return true;
      // Once over, a turn stays so: asking for the processor time costs as much as a tenth of a refusal.
      turn.isOver ||= loop.cpuMs() - turnCpuMs > budgetMs;
      if (!turn.isOver) return true;
      refusing = { since: refusing?.since ?? now, lastAt: now };
      return false;
    },
  };
}
