import { PERIOD_MS } from '../evidence/index.js';
import { type Watched, watchedOf } from '../machine/index.js';
import type { RolloutPlan, Transition } from '../model/index.js';

/** When a period of a weighted step began and ends, before anything is known of what was counted in it. */
export interface PeriodFrame {
  /** Epoch milliseconds. */
  readonly startedAtMs: number;
  /** Epoch milliseconds; null of the one that is under way. */
  readonly endedAtMs: number | null;
  readonly step: number;
  readonly weight: number;
}

/**
 * The periods of a rollout in order of time, by its transitions alone: every process reckons them alike, whoever decided
 * before. A pause or a hold does not end one. In the shadow there are none, as nobody is answered by the candidate.
 */
export function periodFrames(plan: RolloutPlan, history: readonly Transition[], nowMs: number): readonly PeriodFrame[] {
  return stretchesOf(plan, history).flatMap(({ at, untilMs }) => {
    if (at.weight === 0) return [];
    const frames: PeriodFrame[] = [];
    const endMs = untilMs ?? Math.max(nowMs, at.sinceMs + 1);
    for (let startedAtMs = at.sinceMs; startedAtMs < endMs; startedAtMs += PERIOD_MS) {
      const isUnderWay = untilMs === null && startedAtMs + PERIOD_MS >= endMs;
      const endedAtMs = isUnderWay ? null : Math.min(startedAtMs + PERIOD_MS, endMs);
      frames.push({ startedAtMs, endedAtMs, step: at.step, weight: at.weight });
    }
    return frames;
  });
}

/** When the candidate first answered somebody, epoch milliseconds; null before. */
export function firstAnsweredMs(plan: RolloutPlan, history: readonly Transition[]): number | null {
  return stretchesOf(plan, history).find(({ at }) => at.weight > 0)?.at.sinceMs ?? null;
}

/** Time that a rollout spent at one step; it is there still when `untilMs` is null. */
interface Stretch {
  readonly at: Watched;
  readonly untilMs: number | null;
}

function stretchesOf(plan: RolloutPlan, history: readonly Transition[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let open: Watched | null = null;
  for (const { to, atMs } of history) {
    const at = watchedOf(plan, to);
    if (open !== null && (at === null || at.step !== open.step || at.sinceMs !== open.sinceMs)) {
      stretches.push({ at: open, untilMs: atMs });
    }
    open = at;
  }
  return open === null ? stretches : [...stretches, { at: open, untilMs: null }];
}
