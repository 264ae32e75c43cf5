import type { Reading } from '../evidence/index.js';
import type { CountIncrement, GateResult, Rollout, WantedRollout } from '../model/index.js';
import { createMemoryStore } from './memory-store.fixture.js';
import type { ControlParts } from './parts.js';
import { createRolloutControl } from './rollout-control.js';

export const HOUR = 60 * 60_000;
export const START = 1_000 * HOUR;
export const ADA = { kind: 'admin', name: 'ada', reason: 'tried it' } as const;
/** A plan that begins with half of the callers. */
export const HALF: WantedRollout = {
  connector: 'hubspot',
  candidate: '^2.0.0',
  plan: {
    steps: [
      { kind: 'weight', weight: 50 },
      { kind: 'weight', weight: 95 },
    ],
  },
};

/** A control over a store in memory, with a clock that the test moves. */
export function setUpControl(over: Partial<ControlParts> = {}) {
  const clock = { nowMs: START };
  const now = over.now ?? (() => clock.nowMs);
  const store = createMemoryStore(now);
  const said: { verdict: Reading['comparison']; gates: GateResult[]; accepted: string[] } = {
    verdict: 'clean',
    gates: [],
    accepted: [],
  };
  const acceptanceOf = (coordinate: string) =>
    said.accepted.includes(coordinate) ? { by: 'ada', reason: 'tried it', atMs: START } : null;
  const parts: ControlParts = {
    ...store,
    comparison: {
      verdict: async () => said.verdict,
      fields: async () =>
        ['Contact.email', 'Contact.phone'].map((coordinate) => ({ coordinate, accepted: acceptanceOf(coordinate) })),
      accept: async (_rollout, coordinate) => void said.accepted.push(coordinate),
    },
    keeping: { before: async () => {} },
    versions: async () => ({ stable: '1.0.0', candidate: '2.0.0' }),
    gates: async () => said.gates,
    now,
    ...over,
  };
  const control = createRolloutControl(parts);
  return { clock, now, store, said, parts, control };
}

/** So many events of each of many equal callers on either side of the rollout's current period, with bad ones by test. */
export function eventsOf(
  rollout: Rollout,
  periodStartedAtMs: number,
  counts: { candidate: Sum; stable: Sum },
): CountIncrement[] {
  const { state } = rollout;
  const step = 'step' in state ? state.step : 'at' in state && 'step' in state.at ? state.at.step : 0;
  return (['candidate', 'stable'] as const).flatMap((side) =>
    Array.from({ length: CALLERS }, (_, at): CountIncrement => {
      const { events, bad = {} } = counts[side];
      const part = (count: number) => Math.floor(count / CALLERS) + (at < count % CALLERS ? 1 : 0);
      const parts = Object.fromEntries(Object.entries(bad).map(([test, count]) => [test, part(count)]));
      return {
        rollout: rollout.id,
        periodStartedAtMs,
        step,
        side,
        caller: `user:${side}${at}`,
        events: part(events),
        bad: parts,
      };
    }),
  );
}

interface Sum {
  events: number;
  bad?: Record<string, number>;
}

const CALLERS = 100;
