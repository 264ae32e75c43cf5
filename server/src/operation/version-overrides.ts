import { GraphQLError } from 'graphql';

/** Versions of a connector that are loaded. */
export interface LoadedVersions {
  stable: string;
  candidate: string | null;
}

/**
 * Reads `Selvedge-Connector: hubspot=2.0.0, mailchimp=1.0.0`: exact versions that a tester asks for.
 * Throws BAD_USER_INPUT naming the loaded versions when one is not loaded.
 */
export function parseOverrides(
  header: string | undefined,
  loaded: ReadonlyMap<string, LoadedVersions>,
): ReadonlyMap<string, string> {
  const overrides = new Map<string, string>();
  for (const part of (header ?? '').split(',').map((text) => text.trim())) {
    if (part === '') continue;
    const [connector = '', version = ''] = part.split('=').map((text) => text.trim());
    const versions = loaded.get(connector);
    if (versions === undefined) {
      throw badHeader(`expected one of the connectors ${[...loaded.keys()].join(', ')}, got "${connector}"`);
    }
    if (version !== versions.stable && version !== versions.candidate) {
      const known = [versions.stable, versions.candidate].filter((each) => each !== null).join(' or ');
      throw badHeader(`expected ${connector}=${known}, got "${part}"`);
    }
    overrides.set(connector, version);
  }
  return overrides;
}

function badHeader(what: string): GraphQLError {
  return new GraphQLError(`Selvedge-Connector: ${what}.`, {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
}
