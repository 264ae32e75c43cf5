import type { Connector } from '@selvedge/connector-api';
import type { GateResult } from '../../rollouts/model/index.js';
import { compared, type GateSubject, shown } from './gate.js';

/** What a candidate can do, whom it talks to, what it must be allowed, and whose data it touches, held against stable. */
export function definitionGates({ stable, candidate }: GateSubject): readonly GateResult[] {
  const [before, after] = [stable.definition, candidate.definition];
  return [
    compared('capabilities', abilitiesOf(before), abilitiesOf(after), {
      gained: (name) => `${name} is new.`,
      lost: (name) => `${name} is gone: stable answers it for as long as it is loaded, nobody does after promotion.`,
    }),
    compared('hosts', hostsOf(before), hostsOf(after), {
      gained: (host) => `${host} will be called; stable does not call it.`,
      lost: (host) => `${host} will be called no more.`,
    }),
    declared('scopes', before.scopes, after.scopes, {
      gained: (scope) =>
        `Each connection's credential must have the vendor's scope ${scope}, which stable does not need.`,
      lost: (scope) => `The vendor's scope ${scope} is needed no more.`,
    }),
    declared('personal-data', before.personalData, after.personalData, {
      gained: (field) => `${field} is personal data that stable does not handle.`,
      lost: (field) => `${field} is handled no more.`,
    }),
  ];
}

function abilitiesOf({ capabilities, jobs = {} }: Connector): readonly string[] {
  return [...Object.keys(capabilities), ...Object.keys(jobs).map((job) => `job ${job}`)];
}

function hostsOf({ baseUrl, downloadHosts = [] }: Connector): readonly string[] {
  return [new URL(baseUrl).host, ...downloadHosts];
}

/** Who declares nothing cannot be compared, which is told rather than taken for the same. */
function declared(
  gate: 'scopes' | 'personal-data',
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
  say: Parameters<typeof compared>[3],
): GateResult {
  const silent = [before === undefined ? 'stable' : null, after === undefined ? 'the candidate' : null].filter(
    (each) => each !== null,
  );
  if (silent.length === 0) return compared(gate, before ?? [], after ?? [], say);
  const what = gate === 'scopes' ? '"scopes"' : '"personalData"';
  return shown(
    gate,
    `Not compared: ${silent.join(' and ')} ${silent.length === 1 ? 'does' : 'do'} not declare ${what}. See its README.`,
    ...(after ?? []).map((name) => `The candidate declares ${name}.`),
  );
}
