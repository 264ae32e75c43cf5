import {
  type ActiveState,
  type Cause,
  type Rollout,
  RolloutError,
  type RolloutState,
  type Transition,
} from '../model/index.js';
import { enter, following } from './active-state.js';
import { type Moment, transitionTo } from './transition.js';

/** What an admin, or a changed configuration, may ask of a rollout. */
export const COMMANDS = ['start', 'pause', 'resume', 'advance', 'promote', 'roll-back', 'abort'] as const;

export type Command = (typeof COMMANDS)[number];

/** The transition that a command makes, or a ROLLOUT_STATE_REFUSES that names the commands that are allowed. */
export function apply(rollout: Rollout, command: Command, moment: Moment): Transition | RolloutError {
  const to = afterCommand(rollout, command, moment);
  return to === null ? refusal(rollout, command, moment.nowMs) : transitionTo(rollout, to, moment);
}

/** What may be asked of a rollout where it stands. */
export function allowedCommands(rollout: Rollout, nowMs: number): readonly Command[] {
  const moment: Moment = { nowMs, cause: { kind: 'clock' }, evidence: null };
  return COMMANDS.filter((command) => afterCommand(rollout, command, moment) !== null);
}

/** Null where the command is refused. */
function afterCommand(rollout: Rollout, command: Command, moment: Moment): RolloutState | null {
  const { state, plan } = rollout;
  const { nowMs, cause } = moment;
  switch (state.is) {
    case 'draft':
      if (command === 'start') return enter(plan, { kind: 'step', step: 0 }, null, nowMs);
      return command === 'abort' ? aborted(moment) : null;
    case 'shadowing':
    case 'stepping':
    case 'promoting':
      return command === 'pause'
        ? { is: 'paused', at: state, sinceMs: nowMs }
        : whileActive(rollout, state, command, moment);
    case 'paused':
      return command === 'resume' ? state.at : whileActive(rollout, state.at, command, moment);
    case 'held':
      return command === 'pause'
        ? { is: 'paused', at: state.at, sinceMs: nowMs }
        : whileActive(rollout, state.at, command, moment);
    case 'promoted':
      return command === 'roll-back' && nowMs < state.stableKeptUntilMs
        ? { is: 'rolled-back', atMs: nowMs, reason: reasonOf(cause) }
        : null;
    case 'rolled-back':
    case 'aborted':
      return null;
    default:
      return state satisfies never;
  }
}

/** What may be asked wherever a candidate may be asked, whether the clock runs or not. */
function whileActive(rollout: Rollout, at: ActiveState, command: Command, moment: Moment): RolloutState | null {
  const { nowMs, cause } = moment;
  switch (command) {
    case 'advance':
      return at.is === 'promoting' ? null : following(rollout, at, nowMs);
    case 'promote':
      return at.is === 'promoting' ? null : enter(rollout.plan, { kind: 'promotion' }, at.slowAfterMs, nowMs);
    case 'roll-back':
      return { is: 'rolled-back', atMs: nowMs, reason: reasonOf(cause) };
    case 'abort':
      return aborted(moment);
    case 'start':
    case 'pause':
    case 'resume':
      return null;
    default:
      return command satisfies never;
  }
}

function aborted({ nowMs, cause }: Moment): RolloutState {
  return { is: 'aborted', atMs: nowMs, by: nameOf(cause) };
}

function reasonOf(cause: Cause): string {
  return cause.kind === 'admin' ? `${cause.name}: ${cause.reason ?? 'no reason given'}` : `by ${nameOf(cause)}`;
}

function nameOf(cause: Cause): string {
  return cause.kind === 'admin' ? cause.name : `the ${cause.kind}`;
}

function refusal(rollout: Rollout, command: Command, nowMs: number): RolloutError {
  const allowed = allowedCommands(rollout, nowMs);
  const names = [...new Set(allowed.map(askedAs))];
  const expected = names.length === 0 ? 'nothing more, as it is over; start another rollout' : names.join(', ');
  const { state, connector, stable, candidate } = rollout;
  const why =
    state.is === 'promoted'
      ? ` Its rollback window ${nowMs < state.stableKeptUntilMs ? 'ends' : 'ended'} at ${iso(state.stableKeptUntilMs)}.`
      : '';
  return new RolloutError(
    'ROLLOUT_STATE_REFUSES',
    `The rollout of ${connector} from ${stable} to ${candidate} is ${state.is}; got ${askedAs(command)}. Allowed: ${expected}.${why}`,
  );
}

/** A command by the name that people ask it by. */
function askedAs(command: Command): string {
  return command === 'roll-back' || command === 'abort' ? 'rollback' : command;
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
