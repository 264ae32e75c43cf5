import { createHash } from 'node:crypto';
import type { ActiveState, Rollout, RolloutState, Transition } from '../../rollouts/model/index.js';

/** What a start asks for, so that the same key with another wish is known. */
export function fingerprintOfStart({ connector, stable, candidate, plan }: Rollout): string {
  return hash({ connector, stable, candidate, plan });
}

/** What a transition does and why; not when, as a request that comes again comes later. */
export function fingerprintOfTransition({ cause, to }: Transition): string {
  return hash({ cause, to: timeless(to) });
}

function timeless(state: RolloutState): unknown {
  switch (state.is) {
    case 'draft':
    case 'promoted':
      return [state.is];
    case 'shadowing':
    case 'stepping':
    case 'promoting':
      return place(state);
    case 'paused':
      return [state.is, place(state.at)];
    case 'held':
      return [state.is, place(state.at), state.reason];
    case 'rolled-back':
      return [state.is, state.reason];
    case 'aborted':
      return [state.is, state.by];
    default:
      return state satisfies never;
  }
}

function place(state: ActiveState): unknown {
  return state.is === 'promoting' ? [state.is] : [state.is, state.step];
}

function hash(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(inKeyOrder(value)))
    .digest('base64url');
}

/** JSON keeps the order in which keys were set, which says nothing. */
function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, inKeyOrder(inner)]),
  );
}
