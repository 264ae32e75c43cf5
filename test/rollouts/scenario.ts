import { until } from '../support/until.js';
import type { Admin, ShownRollout } from './admin.js';
import type { Answered } from './caller-load.js';
import type { RolloutBench } from './rollout-bench.js';

/** One story of a rollout, from its start to what became of it. */
export interface Scenario {
  /** Under which `--only` finds it. */
  name: string;
  what: string;
  /** What has to become of the rollout. */
  expected: string;
  run(bench: RolloutBench): Promise<Proof>;
}

/** What was seen of one run. */
export interface Proof {
  /** Operations of callers while the rollout was under way. */
  requests: number;
  /** Of them, those that the candidate failed: answered by stable in its place, or with an error. */
  affected: number;
  seconds: number;
  outcome: string;
  /** What was expected and not seen; empty when all holds. */
  shortfalls: readonly string[];
}

/** Answers with an error that names this version. */
export function errorsOf(answers: readonly Answered[], version: string): number {
  return answers.filter(({ errors }) => errors.some((error) => error.version === version)).length;
}

export function isRolledBack({ standing: { state } }: ShownRollout): boolean {
  return state === 'ROLLED_BACK';
}

/** Whether nothing more becomes of it by itself. */
export function isOver({ standing: { state } }: ShownRollout): boolean {
  return state === 'PROMOTED' || state === 'ROLLED_BACK' || state === 'ABORTED';
}

/** Waits until a rollout is so; what it rejects with tells how far it came instead. */
export async function untilRollout(
  admin: Admin,
  id: string,
  what: string,
  isSo: (rollout: ShownRollout) => boolean,
  { withinMs = 60_000, everyMs = 100 } = {},
): Promise<ShownRollout> {
  let rollout = await admin.find(id);
  const look = async (): Promise<boolean> => {
    rollout = await admin.find(id);
    return isSo(rollout);
  };
  await until(what, look, { everyMs, withinMs }).catch((error: Error) => {
    const { standing, evidence } = rollout;
    throw new Error(`${error.message} ${wayOf(rollout).join(' → ')}: ${JSON.stringify({ standing, evidence })}`);
  });
  return rollout;
}

/** Each state that a rollout was in, in order, e.g. `STEPPING 5 %`. */
export function wayOf({ history }: ShownRollout): readonly string[] {
  const way = history.map(({ to: { state, weight, hold } }) =>
    [state, ...(weight > 0 ? [`${weight} %`] : []), ...(hold === null ? [] : [hold])].join(' '),
  );
  return way.filter((each, at) => each !== way[at - 1]);
}

/** The shortfalls among these: a text stands for one. */
export function shortfalls(...found: readonly (string | false)[]): readonly string[] {
  return found.filter((each) => each !== false);
}
