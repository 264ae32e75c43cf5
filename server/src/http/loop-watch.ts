export interface LoopWatch {
  /** A sentence while the event loop stands still or did so a moment ago, else null. */
  stuck(): string | null;
  stop(): void;
}

const TICK_MS = 500;
/** A pause so long is no load: something holds the loop, and will likely do so again. */
const STUCK_MS = 5_000;
const DOUBTED_MS = 5_000;

/** @param now milliseconds of a clock that only goes forward */
export function createLoopWatch(now: () => number = () => performance.now()): LoopWatch {
  let tickedAt = now();
  let pause: { endedAt: number; tookMs: number } | null = null;

  function look(): void {
    const at = now();
    const tookMs = at - tickedAt;
    if (tookMs >= STUCK_MS) pause = { endedAt: at, tookMs };
    tickedAt = at;
  }
  const ticks = setInterval(look, TICK_MS).unref();

  return {
    stuck() {
      look();
      if (pause === null || now() - pause.endedAt >= DOUBTED_MS) return null;
      return `The event loop stood still for ${Math.round(pause.tookMs / 1_000)} s.`;
    },
    stop: () => clearInterval(ticks),
  };
}
