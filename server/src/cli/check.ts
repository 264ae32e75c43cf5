import { type Configuration, ConfigurationError, describeProblem, loadConfiguration } from '../config/index.js';
import {
  type Catalogue,
  CatalogueError,
  type CatalogueProblem,
  checkConnections,
  connectorDirectories,
  GATEWAY_VERSION,
  type LoadedConnector,
  loadCatalogue,
} from '../connectors/index.js';
import { extendedGraph } from '../extended-graph.js';
import { type CheckedRollout, checkRollouts } from './check-rollouts.js';
import { type CheckedStore, checkStore } from './check-store.js';
import { configurationFile } from './configuration-file.js';
import type { CommandContext, Terminal } from './context.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { type LocatedProblem, locate } from './locate.js';
import { table } from './table.js';
import { warningsOf } from './warnings.js';

export interface CheckOptions {
  config?: string;
  json?: boolean;
  /** Whether warnings fail the check too. */
  strict?: boolean;
}

/** What `check --json` prints. */
export interface CheckReport {
  ok: boolean;
  /** Absolute path of the configuration. */
  file: string;
  problems: readonly LocatedProblem[];
  /** What is allowed and hardly meant. */
  warnings: readonly LocatedProblem[];
  connectors: readonly CheckedConnector[];
  /** Rollouts that the configuration declares. */
  rollouts: readonly CheckedRollout[];
  /** Where the store is and how it stands; null where it could not be looked at. */
  store: CheckedStore | null;
  /** Packages that mean to be connectors and cannot be read; no problem unless one of them is wanted. */
  unreadable: readonly { directory: string; problem: string }[];
}

export interface CheckedConnector {
  connector: string;
  role: 'stable' | 'candidate';
  /** Percent of the callers. */
  weight: number;
  wanted: string;
  version: string;
  packageName: string;
  directory: string;
  capabilities: readonly string[];
}

/** Checks configuration, connectors and ranges without starting anything; says all problems at once. */
export async function check(options: CheckOptions, { terminal }: CommandContext): Promise<ExitCode> {
  const report = await inspect(configurationFile(options.config, terminal), terminal);
  terminal.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : describe(report));
  return report.ok && !(options.strict && report.warnings.length > 0) ? EXIT.ok : EXIT.failed;
}

async function inspect(file: string, terminal: Terminal): Promise<CheckReport> {
  try {
    const configuration = await loadConfiguration(file, terminal.env);
    const { catalogue, problems } = await connectorsOf(configuration, terminal);
    const extended = await extendedGraph(catalogue.choices);
    const declared = checkRollouts(configuration, catalogue);
    const store = await checkStore(configuration);
    const all = [
      ...problems,
      ...store.problems,
      ...declared.problems,
      ...extended.problems,
      ...checkConnections(configuration.tenants, catalogue.choices),
    ];
    return {
      ok: all.length === 0,
      file,
      problems: await locate(file, all),
      warnings: await locate(file, [...warningsOf(configuration), ...store.warnings]),
      connectors: checkedConnectors(configuration, catalogue),
      rollouts: declared.rollouts,
      store: store.store,
      unreadable: catalogue.broken.map(({ directory, problem }) => ({ directory, problem })),
    };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const nothing = { warnings: [], connectors: [], rollouts: [], store: null, unreadable: [] };
    return { ok: false, file, problems: error.problems, ...nothing };
  }
}

async function connectorsOf(
  configuration: Configuration,
  { workingDirectory }: Terminal,
): Promise<{ catalogue: Catalogue; problems: readonly CatalogueProblem[] }> {
  const directories = connectorDirectories(configuration, workingDirectory);
  try {
    const { connectors } = configuration;
    const catalogue = await loadCatalogue({ directories, connectors, gatewayVersion: GATEWAY_VERSION });
    return { catalogue, problems: [] };
  } catch (error) {
    if (error instanceof CatalogueError) return { catalogue: error.loaded, problems: error.problems };
    throw error;
  }
}

function checkedConnectors({ connectors }: Configuration, { choices }: Catalogue): CheckedConnector[] {
  return [...choices.values()].flatMap(({ id, stable, candidate }) => {
    const wanted = connectors[id]!;
    const weight = candidate?.weight ?? 0;
    const rows = [checked('stable', 100 - weight, wanted.version, stable)];
    if (candidate === null) return rows;
    return [...rows, checked('candidate', weight, wanted.candidate?.version ?? '', candidate.connector)];
  });
}

function checked(
  role: CheckedConnector['role'],
  weight: number,
  wanted: string,
  { id: connector, version, packageName, directory, definition }: LoadedConnector,
): CheckedConnector {
  const capabilities = Object.keys(definition.capabilities);
  return { connector, role, weight, wanted, version, packageName, directory, capabilities };
}

function describe({ file, problems, warnings, connectors, rollouts, store, unreadable }: CheckReport): string {
  const rows = connectors.map(({ connector, role, weight, wanted, version, packageName, capabilities }) => [
    connector,
    role,
    `${weight} %`,
    wanted,
    version,
    packageName,
    String(capabilities.length),
  ]);
  const heading = ['CONNECTOR', 'ROLE', 'CALLERS', 'WANTED', 'VERSION', 'PACKAGE', 'CAPABILITIES'];
  return [
    rows.length === 0 ? '' : `${table([heading, ...rows])}\n`,
    ...rollouts.map(({ line }) => `Declared: ${line}\n`),
    ...(store === null ? [] : [`Store: ${store.line}\n`]),
    ...unreadable.map(({ directory, problem }) => `Not read: ${directory}: ${problem}\n`),
    ...problems.map((problem) => `${describeProblem(file, problem)}\n`),
    ...warnings.map((warning) => `Warning: ${describeProblem(file, warning)}\n`),
    `${outcome(file, problems.length, warnings.length)}\n`,
  ].join('');
}

function outcome(file: string, problems: number, warnings: number): string {
  if (problems > 0) return `${counted(problems, 'problem')} found.`;
  return warnings === 0 ? `${file} is in order.` : `${file} can be served; ${counted(warnings, 'warning')}.`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
