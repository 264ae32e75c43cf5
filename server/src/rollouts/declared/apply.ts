import { createHash, randomUUID } from 'node:crypto';
import type { Configuration } from '../../config/schema.js';
import { repeatedly } from '../counting/index.js';
import { parsePlan } from '../machine/index.js';
import { gateRefusal, type Leases, type Rollout, type RolloutControl, RolloutError } from '../model/index.js';
import { declaredRollouts } from './declared-rollout.js';
import {
  type Drift,
  drift,
  isOpen,
  type RefusedDrift,
  type ResolvedDeclaration,
  refused,
  type StoredRollout,
} from './drift.js';

type Declaring = Pick<Configuration, 'connectors'>;

/** Brings about what the configuration declares. */
export interface DeclaredRollouts {
  /**
   * From now on this is what is declared. Resolves when it was tried once; what another process is at, or a store that is away keeps
   * from being done, is tried again each second. Never rejects.
   */
  apply(configuration: Declaring): Promise<void>;
  /** What differs from what was declared last, and what applying it does; gates are run for what would start. */
  drift(): Promise<readonly Drift[]>;
  /** Resolves when what is under way is over. Idempotent. */
  close(): Promise<void>;
}

export interface DeclaredRolloutsOptions {
  control: Pick<RolloutControl, 'plan' | 'start' | 'rollBack' | 'list' | 'history'>;
  versions: DeclaredVersions;
  /** So that one process applies at a time. */
  leases: Leases;
  /** Who this process is; default: a name of its own. */
  holder?: string;
  /** Hears of each rollout that was started or rolled back. */
  onApplied: (drift: Drift, rollout: Rollout) => void;
  /** Hears once for each `apply` of what cannot be applied. */
  onRefused: (drift: RefusedDrift) => void;
  /** Hears of a store that is away, and the like; it is tried again in a second. */
  onError: (error: unknown) => void;
}

/** What a declared range leads to: the version in use, and the newest one found in the range. */
export type DeclaredVersions = (
  connector: string,
  range: string,
) => Promise<Pick<ResolvedDeclaration, 'stable' | 'candidate' | 'problem'>>;

export const DECLARED_LEASE = 'declared-rollouts';
const EVERY_MS = 1_000;
/** Loading a candidate for its gates may take seconds. Who loses the lease meanwhile does no harm: each step is idempotent. */
const LEASE_MS = 10_000;
/** Somebody else was at the same rollout: it is looked at anew. */
const RACES: ReadonlySet<string> = new Set(['ROLLOUT_REVISION_STALE', 'ROLLOUT_LEASE_LOST', 'ROLLOUT_IN_PROGRESS']);

export function createDeclaredRollouts(options: DeclaredRolloutsOptions): DeclaredRollouts {
  const { control, versions, leases, holder = randomUUID(), onApplied, onRefused, onError } = options;
  let declared: Declaring | null = null;
  /** What is not brought about yet; null when all is. */
  let pending: Declaring | null = null;
  /** Refusals that were told since the last `apply`. */
  const told = new Set<string>();

  async function resolved(configuration: Declaring): Promise<readonly ResolvedDeclaration[]> {
    const all = declaredRollouts(configuration);
    return Promise.all(all.map(async (each) => ({ ...each, ...(await versions(each.connector, each.range)) })));
  }

  async function stored(): Promise<readonly StoredRollout[]> {
    const rollouts = await control.list();
    return Promise.all(
      rollouts.map(async (rollout): Promise<StoredRollout> => {
        if (!isOpen(rollout)) return { rollout, startedBy: null };
        const [first] = await control.history(rollout.id);
        return { rollout, startedBy: first?.cause.kind ?? null };
      }),
    );
  }

  async function driftOf(configuration: Declaring, kept: readonly StoredRollout[]): Promise<readonly Drift[]> {
    const all = drift(await resolved(configuration), kept, parsePlan);
    return Promise.all(all.map(throughGates));
  }

  /** A candidate that its gates refuse does not start. */
  async function throughGates(each: Drift): Promise<Drift> {
    if (each.effect !== 'starts') return each;
    const { connector, candidate, plan } = each;
    try {
      const { gates } = await control.plan({ connector, candidate, plan });
      const refusal = gateRefusal(`${connector} ${candidate}`, gates);
      return refusal === null ? each : refused({ connector, code: refusal.code, line: refusal.message });
    } catch (error) {
      if (error instanceof RolloutError) return refused({ connector, code: error.code, line: error.message });
      throw error;
    }
  }

  /** `kept`: what the drift was found by. */
  async function bringAbout(each: Drift, kept: readonly StoredRollout[]): Promise<void> {
    const cause = { kind: 'configuration' } as const;
    switch (each.effect) {
      case 'nothing':
        return;
      case 'refused':
        return tellRefused(each);
      case 'starts': {
        const { connector, candidate, plan } = each;
        const last = kept.find(({ rollout }) => rollout.connector === connector)?.rollout.id ?? null;
        const idempotencyKey = keyOf({ connector, candidate, plan, last });
        return onApplied(each, await control.start({ connector, candidate, plan }, { cause, idempotencyKey }));
      }
      case 'rolls-back': {
        const { rollout: id } = each;
        const open = kept.find(({ rollout }) => rollout.id === id);
        if (open === undefined) return;
        const by = { cause, idempotencyKey: keyOf({ undeclared: id }), expectedRevision: open.rollout.revision };
        return onApplied(each, await control.rollBack(id, by));
      }
      default:
        each satisfies never;
    }
  }

  async function tryPending(): Promise<void> {
    const wanted = pending;
    if (wanted === null) return;
    const lease = await leases.hold(DECLARED_LEASE, holder, LEASE_MS);
    if (lease === null) return;
    try {
      let isDone = true;
      const kept = await stored();
      for (const each of await driftOf(wanted, kept)) {
        await leases.hold(DECLARED_LEASE, holder, LEASE_MS);
        isDone = (await attempt(each, kept)) && isDone;
      }
      // Another configuration may have come meanwhile.
      if (isDone && pending === wanted) pending = null;
    } finally {
      await leases.release(lease);
    }
  }

  /** Whether it need not be tried again. One that fails keeps no other from being applied. */
  async function attempt(each: Drift, kept: readonly StoredRollout[]): Promise<boolean> {
    try {
      await bringAbout(each, kept);
      return true;
    } catch (error) {
      if (!(error instanceof RolloutError)) {
        onError(error);
        return false;
      }
      if (RACES.has(error.code)) return false;
      tellRefused(refused({ connector: each.connector, code: error.code, line: error.message }));
      return true;
    }
  }

  function tellRefused(refusal: RefusedDrift): void {
    const text = `${refusal.connector}: ${refusal.line}`;
    if (!told.has(text)) onRefused(refusal);
    told.add(text);
  }

  const trying = repeatedly(tryPending, EVERY_MS, onError);
  return {
    apply(configuration) {
      declared = configuration;
      pending = configuration;
      told.clear();
      return trying.now();
    },
    drift: async () => (declared === null ? [] : driftOf(declared, await stored())),
    close: trying.stop,
  };
}

/** The same wish after the same rollout is the same request, whichever process makes it. */
function keyOf(wish: unknown): string {
  return `declared:${createHash('sha256').update(JSON.stringify(wish)).digest('base64url')}`;
}
