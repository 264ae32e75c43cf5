import type { Drift } from '../../rollouts/declared/index.js';
import type { AuditPage, BreakerOverview, ComparedField, ConnectorOverview, QuotaOverview } from '../sources.js';
import type { AuditRecords } from '../types/audit-types.js';
import type { ComparedFieldType } from '../types/comparison-type.js';
import type { RolloutDrift } from '../types/drift-type.js';
import { enumName } from '../types/enum-of.js';
import type { BreakerNow, ConnectorInUse, QuotaNow } from '../types/overview-types.js';

export function connectorShown({ id, versions }: ConnectorOverview): ConnectorInUse {
  return {
    id,
    versions: versions.map(({ version, packageName, role, unusable, breakers }) => ({
      version,
      packageName,
      role: enumName(role),
      unusable,
      breakers: breakers.all,
      openBreakers: breakers.open,
    })),
  };
}

export function breakerShown({ connector, version, connection, state, ...rest }: BreakerOverview): BreakerNow {
  const { sinceMs, nextProbeAtMs, lastFailure } = rest;
  return {
    connector,
    version,
    connection,
    state: enumName(state),
    since: dateOf(sinceMs),
    nextProbeAt: dateOf(nextProbeAtMs),
    lastFailureAt: dateOf(lastFailure?.atMs ?? null),
    lastFailure: lastFailure === null ? null : `${lastFailure.class}: ${lastFailure.message}`,
  };
}

export function quotaShown({ connection, window, used, limit, resetsAtMs }: QuotaOverview): QuotaNow {
  return { connection, window, used, limit, resetsAt: dateOf(resetsAtMs) };
}

export function comparedFieldShown(field: ComparedField): ComparedFieldType {
  const { coordinate, pairs, pairsWanted, differing, noise, verdict, accepted, classes, samples } = field;
  return {
    coordinate,
    pairs,
    pairsWanted,
    differing,
    noise,
    verdict: enumName(verdict),
    acceptedBy: accepted?.by ?? null,
    acceptedReason: accepted?.reason ?? null,
    classes: [...classes],
    samples: samples.map(({ atMs, ...sample }) => ({ at: new Date(atMs), ...sample })),
  };
}

export function auditShown({ entries, next }: AuditPage): AuditRecords {
  return { entries: entries.map(({ atMs, ...entry }) => ({ at: new Date(atMs), ...entry })), next };
}

export function driftShown(drift: Drift): RolloutDrift {
  return {
    connector: drift.connector,
    effect: enumName(drift.effect),
    rollout: drift.effect === 'starts' ? null : drift.rollout,
    code: drift.effect === 'refused' ? drift.code : null,
    line: drift.line,
    differences: drift.effect === 'refused' ? [...drift.differences] : [],
  };
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
