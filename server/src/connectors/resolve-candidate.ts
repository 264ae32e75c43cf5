import { RolloutError } from '../rollouts/model/index.js';
import { ConnectorResolutionError } from './errors.js';
import type { LoadedConnector } from './load.js';
import type { FoundPackage } from './manifest.js';
import { isInRange, resolveRange } from './resolve.js';

export interface CandidateWish {
  connector: string;
  /** Semver range; the newest version in it that is not stable is taken. */
  range: string;
  /** By connector: the versions that are stable. */
  stable: ReadonlyMap<string, Pick<LoadedConnector, 'version'>>;
  /** What is installed. */
  found: readonly FoundPackage[];
  gatewayVersion: string;
}

/**
 * The package that a rollout's range leads to. Throws RolloutError: ROLLOUT_CONNECTOR_UNKNOWN, ROLLOUT_VERSION_UNKNOWN
 * or ROLLOUT_CANDIDATE_IS_STABLE, each saying what there is.
 */
export function resolveCandidate({ connector, range, stable, found, gatewayVersion }: CandidateWish): FoundPackage {
  const current = stable.get(connector)?.version;
  if (current === undefined) {
    const known = [...stable.keys()].join(', ') || 'none';
    throw new RolloutError(
      'ROLLOUT_CONNECTOR_UNKNOWN',
      `Expected one of the connectors in use (${known}), got "${connector}". Add it to the configuration's connectors first.`,
    );
  }
  const others = found.filter(({ id, version }) => id !== connector || version !== current);
  try {
    return resolveRange(others, connector, range, gatewayVersion);
  } catch (error) {
    if (!(error instanceof ConnectorResolutionError)) throw error;
    const known = others.filter(({ id }) => id === connector).map(({ version }) => version);
    if (error.code !== 'CONNECTOR_RANGE_INVALID' && isInRange(current, range)) {
      const choice =
        known.length === 0
          ? 'Install another version'
          : `Choose one of ${known.join(', ')}, or install another version`;
      throw new RolloutError(
        'ROLLOUT_CANDIDATE_IS_STABLE',
        `Connector "${connector}": expected ${range} to lead to another version than stable, but it leads to ${current} alone. ${choice}.`,
      );
    }
    // Said of the other versions alone, it would sound as if the connector in use were not there.
    const message =
      error.code === 'CONNECTOR_NOT_FOUND'
        ? `Connector "${connector}": expected a version in ${range}, but ${current}, which is in use, is the only one installed. Install a version in ${range} where the gateway looks for connectors.`
        : error.message.replace(', but found ', `, but found ${current} (in use), `);
    throw new RolloutError('ROLLOUT_VERSION_UNKNOWN', message);
  }
}
