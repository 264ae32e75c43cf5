import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.js';
import { configurationText } from './configuration-text.js';
import { crossCheck } from './cross-checks.js';
import { deepFreeze } from './deep-freeze.js';
import { describeIssue, describeUnknownKey, isSecret } from './describe-issue.js';
import { type Interpolated, interpolate } from './interpolate.js';
import { nearest } from './nearest.js';
import type { Positions } from './positions.js';
import { readYaml } from './read-yaml.js';
import { type Configuration, configurationSchema } from './schema.js';
import { pathText, type SettingPath, valueAt } from './setting-path.js';
import { knownKeys, numberForm } from './setting-schema.js';

/**
 * Reads a configuration file. `connectorsDirectory` and `store.file` are taken from the file's own folder.
 * Rejects with a ConfigurationError that holds every problem; the result is frozen throughout.
 */
export async function loadConfiguration(file: string, env: NodeJS.ProcessEnv): Promise<Configuration> {
  return parseConfiguration(await configurationText(file), { file, env });
}

/**
 * The folder of connectors that a file names, whatever else is wrong with its settings; null where it names none.
 * Rejects with a ConfigurationError when the file cannot be read.
 */
export async function readConnectorsDirectory(file: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  const yaml = readYaml(await configurationText(file));
  if (!yaml.ok) throw new ConfigurationError(file, yaml.problems);
  const directory = valueAt(interpolate(yaml.value, env).value, ['connectorsDirectory']);
  return typeof directory === 'string' ? resolve(dirname(file), directory) : null;
}

/** Parses the text of a configuration file; like `loadConfiguration`, but throws at once. */
export function parseConfiguration(
  text: string,
  { file, env }: { file: string; env: Readonly<Record<string, string | undefined>> },
): Configuration {
  const yaml = readYaml(text);
  if (!yaml.ok) throw new ConfigurationError(file, yaml.problems);
  const settings = interpolate(yaml.value, env);
  const parsed = configurationSchema.safeParse(settings.value);
  const [first, ...others] = collect(settings, parsed.error?.issues ?? [], yaml.positions);
  if (first !== undefined) throw new ConfigurationError(file, [first, ...others]);
  // Without a problem there is data; zod throws otherwise.
  const configuration = parsed.data ?? configurationSchema.parse(settings.value);
  const { connectorsDirectory } = configuration;
  return deepFreeze({
    ...configuration,
    ...(connectorsDirectory !== undefined && { connectorsDirectory: resolve(dirname(file), connectorsDirectory) }),
    store: placedStore(configuration, file),
  });
}

/** The file of the store as an absolute path; a sandbox that names none has none, so that it leaves nothing behind. */
function placedStore({ store, mode }: Configuration, file: string): Configuration['store'] {
  if (store.file === ':memory:') return store;
  if (store.file === undefined && mode === 'sandbox') return store;
  return { ...store, file: resolve(dirname(file), store.file ?? 'selvedge.db') };
}

type Issue = z.core.$ZodIssue;

function collect(settings: Interpolated, issues: readonly Issue[], positions: Positions): ConfigurationProblem[] {
  const unresolved = settings.problems.map(({ code, path, message }) =>
    problem(code, path, positions.ofValue(path), message),
  );
  const misspelt = misspeltSettings(settings.value, issues);
  const others = [
    ...issues
      .filter(({ path }) => !misspelt.has(pathText(plainPath(path))))
      .flatMap((issue) => issueProblems(issue, settings, positions)),
    ...crossCheck(settings.value).map(({ code, path, message, atKey }) =>
      problem(code, path, atKey ? positions.ofKey(path) : positions.ofValue(path), message),
    ),
  ];
  // What a variable would have held is unknown, so nothing else is said of its setting.
  const silenced = new Set(unresolved.map(({ path }) => path));
  return [...unresolved, ...others.filter(({ path }) => !silenced.has(path))].sort(inFileOrder);
}

function issueProblems(issue: Issue, settings: Interpolated, positions: Positions): ConfigurationProblem[] {
  const path = plainPath(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(path, valueAt(settings.value, path));
    return issue.keys.map((key) => {
      const at = [...path, key];
      return problem('CONFIG_UNKNOWN_KEY', at, positions.ofKey(at), describeUnknownKey(key, known));
    });
  }
  if (issue.code === 'invalid_key') {
    const name = path.at(-1);
    return [problem('CONFIG_INVALID', path, positions.ofKey(path), describeIssue(issue, name, true))];
  }
  const form = numberForm(path);
  const variable = settings.fromVariables.get(pathText(path));
  // A variable may hold anything, but who sets a number by one wants to see what it held.
  const shown = !isSecret(path) && (variable === undefined || form !== null);
  const message = describeIssue(issue, valueAt(settings.value, path), shown, form);
  const state = settings.emptied.has(pathText(path)) ? ' is empty' : '';
  const reason = variable === undefined ? '' : ` (the environment variable ${variable}${state})`;
  return [problem('CONFIG_INVALID', path, positions.ofValue(path), message + reason)];
}

/** Missing settings that stand there under a mistyped name, which is told already. */
function misspeltSettings(value: unknown, issues: readonly Issue[]): ReadonlySet<string> {
  const meant = issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [];
    const path = plainPath(issue.path);
    const known = knownKeys(path, valueAt(value, path));
    return issue.keys.flatMap((key) => {
      const name = nearest(key, known);
      return name === null ? [] : [[...path, name]];
    });
  });
  return new Set(meant.filter((path) => valueAt(value, path) === undefined).map(pathText));
}

function plainPath(path: Issue['path']): (string | number)[] {
  return path.map((part) => (typeof part === 'symbol' ? String(part) : part));
}

function problem(
  code: ConfigurationProblem['code'],
  path: SettingPath,
  position: ConfigurationProblem['position'],
  message: string,
): ConfigurationProblem {
  return { code, path: pathText(path), position, message };
}

function inFileOrder(a: ConfigurationProblem, b: ConfigurationProblem): number {
  return (a.position?.line ?? 0) - (b.position?.line ?? 0) || (a.position?.column ?? 0) - (b.position?.column ?? 0);
}
