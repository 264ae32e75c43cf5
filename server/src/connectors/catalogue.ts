import type { SettingPath } from '../config/index.js';
import { discoverPackages } from './discover.js';
import {
  type ConnectionCode,
  type ConnectorLoadCode,
  ConnectorLoadError,
  type ConnectorResolutionCode,
  ConnectorResolutionError,
  type ExtensionCode,
} from './errors.js';
import { type LoadedConnector, loadConnector } from './load.js';
import { type BrokenPackage, type FoundPackage, unmarkedAdvice } from './manifest.js';
import { resolveRange } from './resolve.js';

/** The versions of one connector that are in use. */
export interface ConnectorChoice {
  id: string;
  stable: LoadedConnector;
  /** `weight`: percent of the callers, 0 to 100. */
  candidate: { connector: LoadedConnector; weight: number } | null;
}

export interface Catalogue {
  /** By connector id, in the order of the configuration. */
  choices: ReadonlyMap<string, ConnectorChoice>;
  /** Every connector package found, in use or not. */
  found: readonly FoundPackage[];
  /** Packages that mean to be connectors and cannot be read. */
  broken: readonly BrokenPackage[];
}

/** Semver ranges; `weight`: percent of the callers. */
export interface WantedVersions {
  version: string;
  candidate?: { version: string; weight: number } | undefined;
}

export interface CatalogueOptions {
  /** Folders to look in; see `discoverPackages`. */
  directories: readonly string[];
  /** By connector id: the wanted ranges, as in the configuration's `connectors`. */
  connectors: Readonly<Record<string, WantedVersions>>;
  gatewayVersion: string;
  /** Export conditions besides Node's own, for packages run from their sources. */
  conditions?: readonly string[];
  /** Loaded before: who wants exactly one of these versions gets it as it is, whatever has become of its package. */
  loaded?: readonly LoadedConnector[];
}

/** Why one configured version, or a connection to it, cannot be used. */
export interface CatalogueProblem {
  code: ConnectorResolutionCode | ConnectorLoadCode | ExtensionCode | ConnectionCode;
  connector: string;
  /** Setting at fault, e.g. `['connectors', 'hubspot', 'version']`. */
  path: SettingPath;
  message: string;
}

/** Everything that keeps the configured connectors from loading, one problem a line. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';

  constructor(
    readonly problems: readonly CatalogueProblem[],
    /** The connectors that are without a problem. */
    readonly loaded: Catalogue,
  ) {
    super(problems.map(({ code, message }) => `${message} [${code}]`).join('\n'));
  }
}

/** Finds, chooses and loads the configured connectors. Rejects with a CatalogueError that holds every problem. */
export async function loadCatalogue(options: CatalogueOptions): Promise<Catalogue> {
  const { found, broken, unmarked } = await discoverPackages(options.directories);
  const problems: CatalogueProblem[] = [];
  const choices = new Map<string, ConnectorChoice>();
  for (const [id, { version, candidate }] of Object.entries(options.connectors)) {
    const stable = await attempt(['connectors', id, 'version'], () => choose(id, version));
    const trial =
      candidate &&
      (await attempt(['connectors', id, 'candidate', 'version'], () => choose(id, candidate.version, stable)));
    if (stable === undefined || (candidate !== undefined && trial === undefined)) continue;
    choices.set(id, {
      id,
      stable,
      candidate: candidate && trial ? { connector: trial, weight: candidate.weight } : null,
    });
  }
  const catalogue: Catalogue = { choices, found, broken };
  if (problems.length > 0) throw new CatalogueError(problems, catalogue);
  return catalogue;

  async function choose(id: string, range: string, stable?: LoadedConnector): Promise<LoadedConnector> {
    const before = options.loaded?.find((each) => each.id === id && each.version === range);
    const chosen = before ?? resolveRange(found, id, range, options.gatewayVersion);
    if (stable?.version === chosen.version) throw candidateIsStable(id, range, chosen.version);
    return 'definition' in chosen ? chosen : loadConnector(chosen, options.conditions);
  }

  async function attempt(
    path: SettingPath,
    work: () => Promise<LoadedConnector>,
  ): Promise<LoadedConnector | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ConnectorResolutionError || error instanceof ConnectorLoadError)) throw error;
      const { code, connector } = error;
      problems.push({ code, connector, path, message: error.message + notes(code) });
      return undefined;
    }
  }

  /** A package that is missing may be there and not be known as one. */
  function notes(code: CatalogueProblem['code']): string {
    if (code !== 'CONNECTOR_NOT_FOUND') return '';
    const advice = unmarkedAdvice(options.gatewayVersion);
    return [
      ...broken.map(({ directory, problem }) => ` Not read: ${directory} (${problem}).`),
      ...unmarked.map(({ directory }) => ` In ${directory} is a package, but ${advice}.`),
    ].join('');
  }
}

export function candidateIsStable(id: string, range: string, version: string): ConnectorResolutionError {
  return new ConnectorResolutionError(
    'CONNECTOR_CANDIDATE_IS_STABLE',
    id,
    `Connector "${id}": expected the candidate's range ${range} to lead to another version than stable, but both lead to ${version}. ` +
      'Name a range that stable is not in, install a newer version, or take the candidate out.',
  );
}
