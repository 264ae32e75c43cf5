import type { Configuration } from '../config/index.js';
import {
  type Catalogue,
  type CatalogueProblem,
  ConnectorResolutionError,
  GATEWAY_VERSION,
  resolveRange,
} from '../connectors/index.js';
import { declaredRollouts } from '../rollouts/declared/index.js';

/** A rollout that the configuration declares, with what its range leads to. */
export interface CheckedRollout {
  connector: string;
  range: string;
  stable: string;
  candidate: string;
  /** For people. */
  line: string;
}

/** What declared rollouts lead to. Whether they are under way already only a running gateway knows. */
export function checkRollouts(
  configuration: Configuration,
  { choices, found }: Catalogue,
): { rollouts: readonly CheckedRollout[]; problems: readonly CatalogueProblem[] } {
  const rollouts: CheckedRollout[] = [];
  const problems: CatalogueProblem[] = [];
  for (const { connector, range } of declaredRollouts(configuration)) {
    const stable = choices.get(connector)?.stable.version;
    // That stable itself cannot be had is told already.
    if (stable === undefined) continue;
    try {
      const candidate = resolveRange(found, connector, range, GATEWAY_VERSION).version;
      rollouts.push({ connector, range, stable, candidate, line: lineOf(connector, stable, candidate) });
    } catch (error) {
      if (!(error instanceof ConnectorResolutionError)) throw error;
      const { code, message } = error;
      problems.push({ code, connector, path: ['connectors', connector, 'rollout', 'version'], message });
    }
  }
  return { rollouts, problems };
}

function lineOf(connector: string, stable: string, candidate: string): string {
  if (candidate === stable) {
    return `${connector} ${stable} is the version in use already; the rollout has nothing to do, take it out`;
  }
  return `a gateway that starts with this rolls ${connector} out from ${stable} to ${candidate}, unless it has; selvedge rollout status tells`;
}
