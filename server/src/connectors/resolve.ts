import { major, minor, patch, prerelease, rcompare, satisfies, validRange } from 'semver';
import { ConnectorResolutionError } from './errors.js';
import { type FoundPackage, PROTOCOL } from './manifest.js';

/**
 * The newest version of a connector that a range takes and that works with this gateway.
 * Where two packages carry the same version, the one found first wins.
 * Throws ConnectorResolutionError. As in npm, `^3.0.0` does not take 3.0.0-rc.1; `3.0.0-rc.1` and `^3.0.0-0` do.
 */
export function resolveRange(
  found: readonly FoundPackage[],
  id: string,
  range: string,
  gatewayVersion: string,
): FoundPackage {
  if (validRange(range) === null)
    throw new ConnectorResolutionError('CONNECTOR_RANGE_INVALID', id, notARange(id, range));
  const versions = found.filter((candidate) => candidate.id === id).sort((a, b) => rcompare(a.version, b.version));
  if (versions.length === 0) throw new ConnectorResolutionError('CONNECTOR_NOT_FOUND', id, notFound(id, range, found));
  const inRange = versions.filter(({ version }) => satisfies(version, range));
  const chosen = inRange.find((candidate) => incompatibility(candidate, gatewayVersion) === null);
  if (chosen !== undefined) return chosen;
  const code = inRange.length === 0 ? 'CONNECTOR_OUT_OF_RANGE' : 'CONNECTOR_INCOMPATIBLE';
  throw new ConnectorResolutionError(code, id, passedOver(id, range, versions, gatewayVersion));
}

/** Whether a range takes an exact version. */
export function isInRange(version: string, range: string): boolean {
  return satisfies(version, range);
}

/** Why a version does not work with this gateway; null when it does. */
export function incompatibility({ gateway, protocol }: FoundPackage, gatewayVersion: string): string | null {
  if (protocol !== PROTOCOL) return `it speaks protocol ${protocol}, this gateway speaks protocol ${PROTOCOL}`;
  // A gateway on trial, e.g. 1.3.0-rc.1, counts as one of the 1.x line.
  if (satisfies(gatewayVersion, gateway, { includePrerelease: true })) return null;
  return `it works with gateways ${gateway}, this one is ${gatewayVersion}`;
}

function notARange(id: string, range: string): string {
  return `Connector "${id}": expected a semver range such as ^1.0.0 or an exact version, but got "${range}".`;
}

function notFound(id: string, range: string, found: readonly FoundPackage[]): string {
  const ids = [...new Set(found.map((candidate) => candidate.id))].sort();
  const others = ids.length === 0 ? 'no connector at all was found' : `the connectors found are ${ids.join(', ')}`;
  return (
    `Connector "${id}": expected a package with a version in ${range}, but ${others}. ` +
    `Install one whose package.json says "selvedge": {"connector": "${id}"}, or take it out of the configuration.`
  );
}

function passedOver(id: string, range: string, versions: readonly FoundPackage[], gatewayVersion: string): string {
  const reasons = versions.map((found) => {
    const reason = satisfies(found.version, range)
      ? incompatibility(found, gatewayVersion)
      : outOfRange(found.version, range);
    return `${found.version} (${found.packageName}: ${reason})`;
  });
  return `Connector "${id}": expected a version in ${range}, but found ${reasons.join(', ')}. ${advice(versions, range, gatewayVersion)}`;
}

function outOfRange(version: string, range: string): string {
  return isPrereleaseFor(version, range) ? `a prerelease, which ${range} does not take` : 'out of range';
}

function advice(versions: readonly FoundPackage[], range: string, gatewayVersion: string): string {
  const usable = versions.filter((found) => incompatibility(found, gatewayVersion) === null);
  const onTrial = usable.find(({ version }) => isPrereleaseFor(version, range));
  if (onTrial !== undefined) {
    return `Choose "${onTrial.version}", or "^${releaseOf(onTrial.version)}-0" to take what follows it as well.`;
  }
  const newest = usable.find(({ version }) => prerelease(version) === null) ?? usable[0];
  if (newest === undefined) return `Install a version that works with gateway ${gatewayVersion}.`;
  const choice = prerelease(newest.version) === null ? `^${newest.version}` : newest.version;
  return `Choose "${choice}", or install a version in ${range}.`;
}

/** Whether a range would take the release that a prerelease leads to, e.g. `^3.0.0` and 3.0.0-rc.1. */
function isPrereleaseFor(version: string, range: string): boolean {
  return prerelease(version) !== null && satisfies(releaseOf(version), range);
}

function releaseOf(version: string): string {
  return `${major(version)}.${minor(version)}.${patch(version)}`;
}
