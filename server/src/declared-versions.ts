import { type Catalogue, ConnectorResolutionError, GATEWAY_VERSION, resolveRange } from './connectors/index.js';
import type { DeclaredVersions } from './rollouts/declared/index.js';

/** What declared ranges lead to among the packages that were found when the configuration was read. */
export function declaredVersions(catalogue: () => Catalogue): DeclaredVersions {
  return async (connector, range) => {
    const { choices, found } = catalogue();
    const stable = choices.get(connector)?.stable.version;
    if (stable === undefined)
      throw new Error(`Expected a connector in use (${[...choices.keys()]}), got ${connector}.`);
    try {
      return { stable, candidate: resolveRange(found, connector, range, GATEWAY_VERSION).version };
    } catch (error) {
      if (!(error instanceof ConnectorResolutionError)) throw error;
      return { stable, candidate: null, problem: error.message };
    }
  };
}
