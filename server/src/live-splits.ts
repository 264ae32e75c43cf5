import type { ConnectorChoice } from './connectors/index.js';
import { type Assignment, isOnTrial } from './rollouts/model/index.js';
import type { Split } from './routing/index.js';

/** Who answers whom, by connector: objects that everybody reads anew for each operation, so that a change counts at once. */
export interface LiveSplits {
  /** Always the same object. */
  of(connector: string): Split;
  /** Takes over what the rollouts say now, as far as their versions are loaded. */
  follow(assignments: readonly Assignment[]): void;
}

/**
 * @param configured candidates that the configuration puts on trial, where they are loaded
 */
export function createLiveSplits(
  choices: ReadonlyMap<string, ConnectorChoice>,
  configured: ReadonlyMap<string, Split['candidate']>,
): LiveSplits {
  const splits = new Map(
    [...choices].map(([id, { stable }]): [string, Split] => [
      id,
      { connector: id, stable: stable.version, candidate: configured.get(id) ?? null },
    ]),
  );
  return {
    of(connector) {
      const split = splits.get(connector);
      if (split === undefined) throw new Error(`Expected a connector in use, got "${connector}".`);
      return split;
    },
    follow(assignments) {
      const assigned = new Map(assignments.filter(isOnTrial).map((each) => [each.connector, each]));
      const takenBack = new Map(
        assignments.filter((each) => !isOnTrial(each)).map(({ connector, candidate }) => [connector, candidate]),
      );
      for (const [id, choice] of choices) {
        const split = splits.get(id);
        if (split === undefined) continue;
        const assignment = assigned.get(id);
        split.candidate =
          assignment === undefined || isOver(choice, assignment)
            ? configuredUnless(takenBack.get(id), configured.get(id))
            : candidateOf(choice, assignment);
      }
    },
  };
}

/** The configured candidate, but for the version that a rollout has taken back. */
function configuredUnless(takenBack: string | undefined, configured: Split['candidate'] = null): Split['candidate'] {
  return configured?.version === takenBack ? null : configured;
}

/** Whether the configuration leads to the rollout's candidate by itself. */
export function isOver({ stable }: ConnectorChoice, { candidate }: Assignment): boolean {
  return stable.version === candidate;
}

/** Whether both of the rollout's versions are there as it means them. */
export function isLoaded({ stable, candidate }: ConnectorChoice, assignment: Assignment): boolean {
  return stable.version === assignment.stable && candidate?.connector.version === assignment.candidate;
}

function candidateOf(choice: ConnectorChoice, assignment: Assignment): Split['candidate'] {
  if (!isLoaded(choice, assignment)) return null;
  const { candidate: version, weight, stickyBy } = assignment;
  return { version, weight, stickyBy, rollout: assignment };
}
