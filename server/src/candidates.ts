import type { Configuration } from './config/index.js';
import { type ConfiguredCandidate, configuredCandidateGate } from './configured-candidate-gate.js';
import {
  type ConnectorChoice,
  ConnectorLoadError,
  changedCoordinates,
  checkConnections,
  contractGate,
  definitionGates,
  discoverPackages,
  type FoundPackage,
  type GateSubject,
  incompatibility,
  integrityGate,
  isInRange,
  type LoadedConnector,
  loadConnector,
  passed,
  refused,
  resolveCandidate,
} from './connectors/index.js';
import { extensionGate } from './extension-gate.js';
import { type GateResult, RolloutError } from './rollouts/model/index.js';

/** Versions that could be put on trial beside those in use. Packages are looked for at each call. */
export interface Candidates {
  /**
   * The exact versions that a rollout to a range would be between. Rejects with RolloutError: ROLLOUT_CONNECTOR_UNKNOWN,
   * ROLLOUT_VERSION_UNKNOWN, ROLLOUT_CANDIDATE_IS_STABLE.
   */
  resolve(connector: string, range: string): Promise<{ stable: string; candidate: string }>;
  /**
   * Every check before any traffic, of an exact version. The package is imported, so its code runs; it gets no call.
   * Rejects as `resolve` does.
   */
  runGates(connector: string, version: string): Promise<readonly GateResult[]>;
  /**
   * Fields and capabilities that differ between two exact versions, as `changedCoordinates` tells them. Rejects with ROLLOUT_VERSION_UNKNOWN when
   * one of them is not installed, or cannot be loaded.
   */
  changes(connector: string, stable: string, candidate: string): Promise<readonly string[]>;
}

export interface CandidatesOptions {
  /** What is in use now. */
  current: () => { configuration: Configuration; choices: ReadonlyMap<string, ConnectorChoice> };
  directories: (configuration: Configuration) => readonly string[];
  /** Export conditions besides Node's own, for packages run from their sources. */
  conditions: readonly string[];
  gatewayVersion: string;
}

export function createCandidates(options: CandidatesOptions): Candidates {
  const { current, conditions, gatewayVersion } = options;

  async function find(connector: string, range: string): Promise<{ stable: LoadedConnector; found: FoundPackage }> {
    const { configuration, choices } = current();
    const { found } = await discoverPackages(options.directories(configuration));
    const stable = new Map([...choices].map(([id, choice]) => [id, choice.stable]));
    const chosen = resolveCandidate({ connector, range, stable, found, gatewayVersion });
    // It is one of those in use, or it would have been refused.
    return { stable: stable.get(connector) as LoadedConnector, found: chosen };
  }

  return {
    async resolve(connector, range) {
      const { stable, found } = await find(connector, range);
      return { stable: stable.version, candidate: found.version };
    },

    async runGates(connector, version) {
      const { stable, found } = await find(connector, version);
      const problem = incompatibility(found, gatewayVersion);
      const range =
        problem === null
          ? passed('gateway-range', `It works with gateways ${found.gateway}; this one is ${gatewayVersion}.`)
          : refused('gateway-range', `Expected a version for this gateway, but ${problem}.`);
      const loaded = await load(found, conditions);
      if (!('definition' in loaded)) return [loaded, range];
      const { configuration, choices } = current();
      const subject: GateSubject = { stable, candidate: loaded };
      const setAside = configuredCandidateGate(
        configuredCandidateOf(configuration, choices.get(connector)),
        loaded.version,
      );
      return [
        connectionsGate(configuration, subject),
        range,
        await integrityGate(loaded),
        ...definitionGates(subject),
        await extensionGate(choices, subject),
        await contractGate(loaded),
        ...(setAside === null ? [] : [setAside]),
      ];
    },

    async changes(connector, stable, candidate) {
      const { configuration, choices } = current();
      const choice = choices.get(connector);
      const inUse =
        choice === undefined ? [] : [choice.stable, ...(choice.candidate ? [choice.candidate.connector] : [])];
      const { found } = await discoverPackages(options.directories(configuration));
      const version = async (wanted: string): Promise<LoadedConnector> => {
        const loaded = inUse.find((each) => each.version === wanted);
        if (loaded !== undefined) return loaded;
        const installed = found.find((each) => each.id === connector && each.version === wanted);
        if (installed === undefined) throw unknown(connector, wanted, 'it is not installed');
        const result = await load(installed, conditions);
        if ('definition' in result) return result;
        throw unknown(connector, wanted, result.lines.join(' '));
      };
      return changedCoordinates(await version(stable), await version(candidate));
    },
  };
}

/** Null where the configuration puts none on trial. What is loaded may be a rollout's. */
function configuredCandidateOf(
  { connectors }: Configuration,
  choice: ConnectorChoice | undefined,
): ConfiguredCandidate | null {
  const configured = choice === undefined ? undefined : connectors[choice.id]?.candidate;
  if (configured === undefined) return null;
  const loaded = choice?.candidate?.connector.version;
  const version = loaded !== undefined && isInRange(loaded, configured.version) ? loaded : null;
  return { range: configured.version, weight: configured.weight, version };
}

function unknown(connector: string, version: string, problem: string): RolloutError {
  return new RolloutError(
    'ROLLOUT_VERSION_UNKNOWN',
    `Expected ${connector} ${version} to be there, to see whom its changes touch, but ${problem}. Install it where the gateway looks for connectors.`,
  );
}

async function load(found: FoundPackage, conditions: readonly string[]): Promise<LoadedConnector | GateResult> {
  try {
    return await loadConnector(found, conditions);
  } catch (error) {
    if (error instanceof ConnectorLoadError) return refused('loads', `${error.message} [${error.code}]`);
    throw error;
  }
}

/** It loads; whether the tenants' connections say all that it must be told. */
function connectionsGate({ tenants }: Configuration, { stable, candidate }: GateSubject): GateResult {
  const choice = { id: stable.id, stable, candidate: { connector: candidate, weight: 0 } };
  const problems = checkConnections(tenants, new Map([[stable.id, choice]]));
  return problems.length === 0
    ? passed('loads')
    : refused('loads', ...problems.map(({ path, message, code }) => `${path.join('.')}: ${message} [${code}]`));
}
