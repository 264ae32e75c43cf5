import type { Configuration, SettingPath } from '../config/index.js';
import type { CatalogueProblem, ConnectorChoice } from './catalogue.js';

/** Holds each connection's settings against what the versions in use declare. */
export function checkConnections(
  tenants: Configuration['tenants'],
  choices: ReadonlyMap<string, ConnectorChoice>,
): CatalogueProblem[] {
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

function missing(choice: ConnectorChoice, settings: Settings, path: SettingPath): CatalogueProblem[] {
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
      connector: choice.id,
      path: [...path, name],
      message: `expected the setting that ${choice.id} ${version} requires (${description}), but it is missing`,
    }));
}

function unknown(choice: ConnectorChoice, settings: Settings, path: SettingPath): CatalogueProblem[] {
  const declared = new Set(versionsOf(choice).flatMap(({ definition }) => Object.keys(definition.settings ?? {})));
  const known = declared.size === 0 ? 'has no settings' : `has ${[...declared].join(', ')}`;
  return Object.keys(settings)
    .filter((name) => !declared.has(name))
    .map((name) => ({
      code: 'CONNECTION_SETTING_UNKNOWN',
      connector: choice.id,
      path: [...path, name],
      message: `is no setting of the connector, which ${known}`,
    }));
}

function versionsOf({ stable, candidate }: ConnectorChoice) {
  return candidate === null ? [stable] : [stable, candidate.connector];
}
