import type { Configuration } from './config/index.js';
import {
  type Catalogue,
  CatalogueError,
  type ConnectorChoice,
  ConnectorResolutionError,
  checkConnections,
  discoverPackages,
  isInRange,
  type LoadedConnector,
  loadCatalogue,
  resolveRange,
  type WantedVersions,
} from './connectors/index.js';
import { type ExtendedGraph, extendedGraph } from './extended-graph.js';
import { type Assignment, isOnTrial } from './rollouts/model/index.js';

export interface VersionsInUseOptions {
  configuration: Configuration;
  assignments: readonly Assignment[];
  /** What is loaded already and is to stay, whatever has been installed meanwhile; null: ranges are resolved anew. */
  kept: ReadonlyMap<string, ConnectorChoice> | null;
  directories: readonly string[];
  /** Export conditions besides Node's own, for packages run from their sources. */
  conditions: readonly string[];
  gatewayVersion: string;
}

export interface VersionsInUse {
  catalogue: Catalogue;
  graph: ExtendedGraph['graph'];
  /** Connectors whose candidate a rollout has named. */
  assigned: ReadonlySet<string>;
  /** Rollouts that cannot be followed here: stable answers everybody. */
  unavailable: readonly UnavailableCandidate[];
}

export interface UnavailableCandidate {
  assignment: Assignment;
  /** For people. */
  reason: string;
}

/**
 * Loads what the configuration and the rollouts name. Rejects with a CatalogueError when the configuration's own versions
 * cannot be used; a rollout's candidate that cannot be used is left out and told.
 */
export async function versionsInUse(options: VersionsInUseOptions): Promise<VersionsInUse> {
  const { configuration, kept, gatewayVersion } = options;
  const assignments = options.assignments.filter(isOnTrial);
  const instead = kept === null ? await takenBackInstead(options) : new Map<string, string>();
  const unavailable: UnavailableCandidate[] = [];
  let followed = assignments.filter(({ connector, stable }) => {
    const configured = configuration.connectors[connector];
    return configured !== undefined && isInRange(stable, configured.version);
  });
  for (;;) {
    try {
      const catalogue = await loadCatalogue({
        directories: options.directories,
        connectors: wantedVersions(configuration, followed, kept, instead),
        gatewayVersion,
        conditions: options.conditions,
        loaded: [...(kept?.values() ?? [])].flatMap(versionsOf),
      });
      const { graph, problems: ofGraph } = await extendedGraph(catalogue.choices);
      const problems = [...ofGraph, ...checkConnections(configuration.tenants, catalogue.choices)];
      if (problems.length > 0) throw new CatalogueError(problems, catalogue);
      const assigned = new Set(followed.map(({ connector }) => connector));
      return { catalogue, graph, assigned, unavailable: [...unavailable, ...outOfRange(assignments, catalogue)] };
    } catch (error) {
      const blamed = error instanceof CatalogueError ? blame(error, followed) : [];
      if (blamed.length === 0) throw error;
      unavailable.push(...blamed.filter(({ isOver }) => !isOver));
      followed = followed.filter((each) => !blamed.some(({ assignment }) => assignment === each));
    }
  }
}

/**
 * The configuration's ranges, with exact versions in place of those that a rollout or what is loaded decides.
 *
 * @param instead versions in place of those that were taken back
 */
export function wantedVersions(
  { connectors }: Pick<Configuration, 'connectors'>,
  assignments: readonly Assignment[],
  kept: ReadonlyMap<string, ConnectorChoice> | null,
  instead: ReadonlyMap<string, string> = new Map(),
): Readonly<Record<string, WantedVersions>> {
  return Object.fromEntries(
    Object.entries(connectors).map(([id, configured]): [string, WantedVersions] => {
      const assignment = assignments.find(({ connector }) => connector === id);
      const version = assignment?.stable ?? kept?.get(id)?.stable.version ?? instead.get(id) ?? configured.version;
      if (assignment === undefined)
        return [id, { version, candidate: keptCandidate(configured.candidate, kept?.get(id)) }];
      return [id, { version, candidate: { version: assignment.candidate, weight: assignment.weight } }];
    }),
  );
}

/**
 * By connector, the version that a rollout ended on, where the configured range leads to the one that it took back. A range that leads
 * elsewhere, since it or what is installed is another by now, is followed.
 */
async function takenBackInstead(options: VersionsInUseOptions): Promise<ReadonlyMap<string, string>> {
  const { configuration, directories, gatewayVersion } = options;
  const ended = options.assignments.filter((each) => !isOnTrial(each));
  if (ended.length === 0) return new Map();
  const { found } = await discoverPackages(directories);
  const leadsTo = (connector: string, range: string): string | null => {
    try {
      return resolveRange(found, connector, range, gatewayVersion).version;
    } catch (error) {
      // What is wrong with the configuration is told when it is loaded.
      if (error instanceof ConnectorResolutionError) return null;
      throw error;
    }
  };
  return new Map(
    ended.flatMap(({ connector, stable, candidate }): [string, string][] => {
      const range = configuration.connectors[connector]?.version;
      if (range === undefined || !isInRange(stable, range) || leadsTo(connector, range) !== candidate) return [];
      return leadsTo(connector, stable) === stable ? [[connector, stable]] : [];
    }),
  );
}

function keptCandidate(
  configured: WantedVersions['candidate'],
  kept: ConnectorChoice | undefined,
): WantedVersions['candidate'] {
  const version = kept?.candidate?.connector.version;
  if (configured === undefined || version === undefined || !isInRange(version, configured.version)) return configured;
  return { ...configured, version };
}

export function versionsOf({ stable, candidate }: ConnectorChoice): readonly LoadedConnector[] {
  return candidate === null ? [stable] : [stable, candidate.connector];
}

/** Rollouts whose connector has a problem: without their candidates it may have none. */
function blame({ problems }: CatalogueError, followed: readonly Assignment[]) {
  return followed.flatMap((assignment) => {
    const own = problems.filter(({ connector }) => connector === assignment.connector);
    if (own.length === 0) return [];
    const isOver = own.every(({ code }) => code === 'CONNECTOR_CANDIDATE_IS_STABLE');
    return [{ assignment, isOver, reason: own.map(({ code, message }) => `${message} [${code}]`).join(' ') }];
  });
}

/** Rollouts from a version that the configuration does not mean, to one that it does not mean either. */
function outOfRange(assignments: readonly Assignment[], { choices }: Catalogue): UnavailableCandidate[] {
  return assignments.flatMap((assignment) => {
    const stable = choices.get(assignment.connector)?.stable.version;
    if (stable === undefined || stable === assignment.stable || stable === assignment.candidate) return [];
    const reason = `The rollout is from ${assignment.stable}, but the configuration's range leads to ${stable}. Correct the range, or roll back.`;
    return [{ assignment, reason }];
  });
}
