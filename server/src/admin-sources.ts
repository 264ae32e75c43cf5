import type { AdminSources, BreakerOverview, ComparedField, ConnectorOverview } from './admin/index.js';
import { auditPage } from './audit-page.js';
import { type Catalogue, type ConnectorChoice, GATEWAY_VERSION, incompatibility } from './connectors/index.js';
import type { BreakerDescription, Served, WindowStanding } from './resilience/index.js';
import { audited } from './rollouts/control/index.js';
import type { Drift } from './rollouts/declared/index.js';
import { callersPerVersion } from './rollouts/eligibility/index.js';
import type { Rollout, RolloutControl } from './rollouts/model/index.js';
import { judgeFields } from './rollouts/shadow/index.js';
import type { Store } from './store/index.js';
import type { Logger } from './telemetry/index.js';
import { versionsOf } from './versions-in-use.js';

export interface AdminSourcesParts {
  /** What admins are refused is put on record here. */
  control: RolloutControl;
  store: Pick<Store, 'audit' | 'comparisons' | 'kept' | 'rollouts' | 'usage'>;
  /** What serves, as it is at each moment. */
  gateway: {
    readonly catalogue: Catalogue;
    breakers(): readonly ServedBreaker[];
    /** Accounts at vendors, with what is known of their windows. */
    connections(): readonly { readonly id: string; quotas(): readonly WindowStanding[] }[];
  };
  drift(): Promise<readonly Drift[]>;
  logger: Logger;
  /** Epoch milliseconds. */
  now: () => number;
}

/** One version of a connector for one connection, and how its breaker is. */
interface ServedBreaker extends Served {
  breaker: BreakerDescription;
}

/** All that the admin endpoint tells and does, from what serves and what is stored. */
export function createAdminSources(parts: AdminSourcesParts): AdminSources {
  const { store, gateway, logger, now } = parts;
  const control = audited(parts.control, {
    audit: store.audit,
    now,
    onError(error) {
      const message = error instanceof Error ? error.message : String(error);
      logger.error({ message }, 'a refusal could not be put on record');
    },
  });

  return {
    control,
    async connectors() {
      const [rollouts, breakers] = [await control.list({ open: true }), gateway.breakers().map(breakerOf)];
      return [...gateway.catalogue.choices.values()].map((choice) =>
        connectorOf(choice, gateway.catalogue, rollouts, breakers),
      );
    },
    breakers: async () => gateway.breakers().map(breakerOf),
    quotas: async () =>
      gateway
        .connections()
        .flatMap(({ id: connection, quotas }) =>
          quotas().map(({ name, used, limit, resetsAtMs }) => ({ connection, window: name, used, limit, resetsAtMs })),
        ),
    callersPerVersion: () =>
      callersPerVersion(loadedVersions(gateway.catalogue), {
        usage: store.usage,
        kept: store.kept,
        rollouts: () => store.rollouts.list({ open: true }),
        now,
      }),
    async comparison(id) {
      const rollout = await control.find(id);
      if (rollout === null) return [];
      const { toleratedMismatch } = rollout.plan.comparison;
      const { alpha } = rollout.plan.analysis;
      return judgeFields(await store.comparisons.read(id), { toleratedMismatch, alpha }).map(comparedField);
    },
    async notAskedFor(id) {
      const set = (await store.kept.sets()).find(({ rollout }) => rollout === id);
      if (set === undefined) return [];
      const compared = new Set((await store.comparisons.read(id)).map(({ coordinate }) => coordinate));
      const changed = set.coordinates.map((each) => each.slice(each.indexOf(':') + 1));
      return changed.filter((each) => /^[A-Z].*\.[^*]/.test(each) && !compared.has(each));
    },
    audit: async ({ first, after }) =>
      auditPage(await store.audit.list({ limit: first, ...(after === null ? {} : { after }) })),
    drift: parts.drift,
  };
}

function loadedVersions({ choices }: Catalogue): readonly { connector: string; version: string }[] {
  return [...choices.values()].flatMap((choice) =>
    versionsOf(choice).map(({ version }) => ({ connector: choice.id, version })),
  );
}

function breakerOf({ connector, version, connection, breaker }: ServedBreaker): BreakerOverview {
  const { state, lastFailure } = breaker;
  return {
    connector,
    version,
    connection,
    state,
    sinceMs: breaker.state === 'closed' ? null : breaker.since,
    nextProbeAtMs: breaker.state === 'open' ? breaker.nextProbeAt : null,
    lastFailure:
      lastFailure === null ? null : { atMs: lastFailure.at, class: lastFailure.class, message: lastFailure.message },
  };
}

/** Loaded versions first, then what else was found. */
function connectorOf(
  choice: ConnectorChoice,
  { found }: Catalogue,
  rollouts: readonly Rollout[],
  breakers: readonly BreakerOverview[],
): ConnectorOverview {
  const { id } = choice;
  const loaded = versionsOf(choice).map(({ version, packageName }) => {
    const own = breakers.filter((each) => each.connector === id && each.version === version);
    const open = own.filter(({ state }) => state !== 'closed').length;
    const role = roleOf(version, choice, rollouts);
    return { version, packageName, role, unusable: null, breakers: { all: own.length, open } };
  });
  const seen = new Set(loaded.map(({ version }) => version));
  const others = found.flatMap((each) => {
    if (each.id !== id || seen.has(each.version)) return [];
    seen.add(each.version);
    const { version, packageName } = each;
    const unusable = incompatibility(each, GATEWAY_VERSION);
    return [{ version, packageName, role: 'found' as const, unusable, breakers: { all: 0, open: 0 } }];
  });
  return { id, versions: [...loaded, ...others] };
}

/** After a promotion the candidate is stable to people, and the version that it replaced is kept. */
function roleOf(
  version: string,
  { id, stable }: ConnectorChoice,
  rollouts: readonly Rollout[],
): 'stable' | 'candidate' | 'kept' {
  const newest = rollouts.find(({ connector }) => connector === id);
  if (newest?.state.is === 'promoted' && newest.stable === stable.version) {
    return version === newest.candidate ? 'stable' : 'kept';
  }
  return version === stable.version ? 'stable' : 'candidate';
}

function comparedField(field: ReturnType<typeof judgeFields>[number]): ComparedField {
  const { coordinate, pairs, pairsWanted, candidateOnly, noiseOnly, verdict, accepted, byClass, samples } = field;
  return {
    coordinate,
    pairs,
    pairsWanted,
    differing: candidateOnly,
    noise: noiseOnly,
    verdict: accepted === null ? verdict : 'accepted',
    accepted: accepted === null ? null : { by: accepted.by, reason: accepted.reason },
    classes: Object.entries(byClass).map(([name, count]) => ({ class: name, count })),
    samples: samples.map(({ atMs, class: name, stable, candidate }) => ({ atMs, class: name, stable, candidate })),
  };
}
