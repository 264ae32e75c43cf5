import type { Connector } from '@selvedge/connector-api';
import { gt, lte } from 'semver';

/** One version of a connector, as it is declared. */
export interface DeclaredVersion {
  readonly version: string;
  readonly definition: Connector;
}

/**
 * What a candidate changes, or lacks where stable has it: capabilities (`contact.byPhone`, `job audienceMember.import`) and fields
 * (`Contact.phones`), by name. Known by what both declare: capabilities and jobs; fields of records in field sets and personal data, where the
 * candidate declares any; and `changes` of each version on the way, forth or back.
 */
export function changedCoordinates(stable: DeclaredVersion, candidate: DeclaredVersion): readonly string[] {
  const [before, after] = [stable.definition, candidate.definition];
  return [
    ...new Set([
      ...lacking(abilitiesOf(before), abilitiesOf(after)),
      ...fieldsLacking(before, after),
      ...(after.personalData === undefined ? [] : lacking(before.personalData ?? [], after.personalData)),
      ...changesBetween(stable, candidate),
    ]),
  ].sort();
}

function abilitiesOf({ capabilities, jobs = {} }: Connector): readonly string[] {
  return [...Object.keys(capabilities), ...Object.keys(jobs).map((job) => `job ${job}`)];
}

/** Fields that a part of a kind of record has in stable and none has in the candidate, which has parts of that kind. */
function fieldsLacking(before: Connector, after: Connector): readonly string[] {
  const given = fieldSetsOf(after);
  return [...fieldSetsOf(before)].flatMap(([kind, fields]) => {
    const still = given.get(kind);
    return still === undefined ? [] : lacking([...fields], [...still]).map((field) => `${kind}.${field}`);
  });
}

function fieldSetsOf({ capabilities }: Connector): ReadonlyMap<string, ReadonlySet<string>> {
  const byKind = new Map<string, Set<string>>();
  for (const [name, implementation] of Object.entries(capabilities)) {
    if (implementation === undefined || !('fieldSets' in implementation)) continue;
    const kind = `${name.charAt(0).toUpperCase()}${name.slice(1, name.indexOf('.'))}`;
    const fields = byKind.get(kind) ?? new Set<string>();
    byKind.set(kind, fields);
    for (const field of Object.values(implementation.fieldSets ?? {}).flat()) fields.add(field);
  }
  return byKind;
}

/** The newer of the two tells what has changed since the older one. */
function changesBetween(one: DeclaredVersion, other: DeclaredVersion): readonly string[] {
  const [older, newer] = gt(one.version, other.version) ? [other, one] : [one, other];
  return Object.entries(newer.definition.changes ?? {})
    .filter(([version]) => gt(version, older.version) && lte(version, newer.version))
    .flatMap(([, names]) => names);
}

function lacking(before: readonly string[], after: readonly string[]): readonly string[] {
  return before.filter((name) => !after.includes(name));
}
