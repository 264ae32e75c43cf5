import type { Configuration, SettingPath } from '../config/index.js';
import type { ConnectorChoice } from './catalogue.js';

export interface ConnectionProblem {
  code: 'CONNECTION_SETTING_MISSING' | 'CONNECTION_SETTING_UNKNOWN';
  /** Setting in the configuration, e.g. `['tenants', 'acme', 'connections', 'meta-ads', 'settings', 'adAccountId']`. */
  path: SettingPath;
  message: string;
}

/** Holds each connection's settings against what the versions in use declare. */
export function checkConnections(
  tenants: Configuration['tenants'],
  choices: ReadonlyMap<string, ConnectorChoice>,
): ConnectionProblem[] {
  return Object.entries(tenants).flatMap(([tenant, { connections }]) =>
    Object.entries(connections).flatMap(([id, { settings }]) => {
      const choice = choices.get(id);
      if (choice === undefined) return [];
      const path = ['tenants', tenant, 'connections', id, 'settings'];
      return [...missing(choice, settings, path), ...unknown(choice, settings, path)];
    }),
  );
}

type Settings = Readonly<Record<string, string>>;

function missing(choice: ConnectorChoice, settings: Settings, path: SettingPath): ConnectionProblem[] {
  const required = new Map(
    versionsOf(choice).flatMap(({ version, definition }) =>
      Object.entries(definition.settings ?? {})
        .filter(([, { required }]) => required)
        .map(([name, { description }]) => [name, { version, description }] as const),
    ),
  );
  return [...required]
    .filter(([name]) => !Object.hasOwn(settings, name))
    .map(([name, { version, description }]) => ({
      code: 'CONNECTION_SETTING_MISSING',
      path: [...path, name],
      message: `expected the setting that ${choice.id} ${version} requires (${description}), but it is missing`,
    }));
}

function unknown(choice: ConnectorChoice, settings: Settings, path: SettingPath): ConnectionProblem[] {
  const declared = new Set(versionsOf(choice).flatMap(({ definition }) => Object.keys(definition.settings ?? {})));
  const known = declared.size === 0 ? 'has no settings' : `has ${[...declared].join(', ')}`;
  return Object.keys(settings)
    .filter((name) => !declared.has(name))
    .map((name) => ({
      code: 'CONNECTION_SETTING_UNKNOWN',
      path: [...path, name],
      message: `is no setting of the connector, which ${known}`,
    }));
}

function versionsOf({ stable, candidate }: ConnectorChoice) {
  return candidate === null ? [stable] : [stable, candidate.connector];
}
