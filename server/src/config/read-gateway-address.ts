import { ConfigurationError, type ConfigurationProblem } from './configuration-error.js';
import { configurationText } from './configuration-text.js';
import { describeIssue } from './describe-issue.js';
import { interpolate } from './interpolate.js';
import { readYaml } from './read-yaml.js';
import { server } from './server-schema.js';
import { pathText, valueAt } from './setting-path.js';
import { numberForm } from './setting-schema.js';

/** What who speaks to a gateway needs of its configuration. */
export interface GatewayAddress {
  host: string;
  port: number;
  /** The admin token; null where there is none, or its variable is not set here. */
  token: string | null;
}

const addressSchema = server.unwrap().pick({ host: true, port: true });

/**
 * Where the gateway of a configuration listens, whatever else is wrong with the file or not set in this environment.
 * Rejects with a ConfigurationError when the file cannot be read or the address is none.
 */
export async function readGatewayAddress(
  file: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<GatewayAddress> {
  const yaml = readYaml(await configurationText(file));
  if (!yaml.ok) throw new ConfigurationError(file, yaml.problems);
  const { value, positions } = yaml;
  const written = Object.fromEntries(
    ['host', 'port'].flatMap((name) => {
      const setting = valueAt(value, ['server', name]);
      return setting === undefined ? [] : [[name, setting]];
    }),
  );
  const settings = interpolate({ server: written }, env);
  const parsed = addressSchema.safeParse(valueAt(settings.value, ['server']));
  const unresolved = new Set(settings.problems.map(({ path }) => pathText(path)));
  const invalid = (parsed.error?.issues ?? []).map((issue) => {
    const path = ['server', ...issue.path.map(String)];
    const message = describeIssue(issue, valueAt(settings.value, path), true, numberForm(path));
    return { code: 'CONFIG_INVALID' as const, path, message };
  });
  const [first, ...others] = [
    ...settings.problems,
    ...invalid.filter(({ path }) => !unresolved.has(pathText(path))),
  ].map(
    ({ code, path, message }): ConfigurationProblem => ({
      code,
      path: pathText(path),
      position: positions.ofValue(path),
      message,
    }),
  );
  if (first !== undefined) throw new ConfigurationError(file, [first, ...others]);
  return { ...addressSchema.parse(valueAt(settings.value, ['server'])), token: tokenOf(value, env) };
}

function tokenOf(root: unknown, env: Readonly<Record<string, string | undefined>>): string | null {
  const { value, problems } = interpolate({ token: valueAt(root, ['admin', 'token']) }, env);
  const token = valueAt(value, ['token']);
  return problems.length === 0 && typeof token === 'string' && token !== '' ? token : null;
}
