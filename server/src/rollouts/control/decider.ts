import { randomUUID } from 'node:crypto';
import { repeatedly } from '../counting/index.js';
import { judge } from '../evidence/index.js';
import { activeOf, apply, countedOf, decide, fixSlowThreshold, settle } from '../machine/index.js';
import {
  type Leases,
  type LeaseTerm,
  type Rollout,
  RolloutError,
  type Transition,
  USAGE_KEPT_MS,
  type UsageRecords,
} from '../model/index.js';
import { createEvidenceReader } from './evidence-reader.js';
import type { ControlParts } from './parts.js';

/** Decides on every rollout by its evidence, in one process at a time: the one that holds the lease. */
export interface Decider {
  /** Whether this process decides. */
  readonly isDeciding: boolean;
  /** Looks at every rollout now; resolves when that is done. */
  now(): Promise<void>;
  /** Ends, and lets another process decide at once. Idempotent. */
  close(): Promise<void>;
}

export interface DeciderOptions
  extends Pick<ControlParts, 'records' | 'counts' | 'periods' | 'comparison' | 'keeping' | 'now'> {
  usage: Pick<UsageRecords, 'history' | 'forgetBefore'>;
  leases: Leases;
  /** Who this process is; default: a name of its own. */
  holder?: string;
  /** Hears of what it did. */
  onTransition: (transition: Transition) => void;
  /** Hears of a rollout that could not be decided on, or, without one, of a store that is away. It tries again in a second. */
  onError: (error: unknown, rollout: Rollout | null) => void;
}

export const DECIDER_LEASE = 'rollouts';
const EVERY_MS = 1_000;
/** With the second until it asks again, another process takes over within five seconds of a crash. */
const LEASE_MS = 3_000;
const FORGET_EVERY_MS = 60 * 60_000;
/** A draft this old was left by a process that died between making and starting it. */
const LEFT_DRAFT_MS = 5_000;

export function createDecider(options: DeciderOptions): Decider {
  const { records, leases, usage, now, holder = randomUUID() } = options;
  const evidence = createEvidenceReader(options);
  let term: LeaseTerm | null = null;
  let forgottenAtMs = Number.NEGATIVE_INFINITY;

  async function look(): Promise<void> {
    term = await leases.hold(DECIDER_LEASE, holder, LEASE_MS);
    if (term === null) return;
    for (const rollout of await records.list({ open: true })) {
      // Many rollouts, or a slow store, must not outlast the lease.
      term = await leases.hold(DECIDER_LEASE, holder, LEASE_MS);
      if (term === null) return;
      await decideOn(rollout, term);
    }
    await forgetUsage();
  }

  /** Who decides also sees to it that what callers did is not kept for ever. */
  async function forgetUsage(): Promise<void> {
    if (now() - forgottenAtMs < FORGET_EVERY_MS) return;
    forgottenAtMs = now();
    await usage.forgetBefore(forgottenAtMs - USAGE_KEPT_MS);
  }

  async function decideOn(rollout: Rollout, lease: LeaseTerm): Promise<void> {
    try {
      const transition = await nextOf(rollout, lease);
      if (transition === null) return;
      await options.keeping.before(rollout, transition.to);
      await records.append(transition, { lease });
      options.onTransition(transition);
    } catch (error) {
      // An admin was faster, or another process decides: the next look sees what came of it.
      if (error instanceof RolloutError && RACES.has(error.code)) return;
      options.onError(error, rollout);
    }
  }

  /** What time or evidence make of a rollout now; null for nothing. */
  async function nextOf(rollout: Rollout, lease: LeaseTerm): Promise<Transition | null> {
    const { state } = rollout;
    if (state.is === 'draft') return startLeft(rollout);
    if (activeOf(state) === null) return null;
    const at = countedOf(state);
    if (at?.slowAfterMs === null) {
      const slowAfterMs = await evidence.slowThresholdMs(rollout);
      if (slowAfterMs !== null) return fixSlowThreshold(rollout, slowAfterMs, now());
    }
    await evidence.closePeriods(rollout, lease);
    const reading = await evidence.read(rollout);
    const decision = reading === null ? null : judge(reading);
    return (decision === null ? null : decide(rollout, decision, now())) ?? settle(rollout, decision, now());
  }

  function startLeft(rollout: Rollout): Transition | null {
    if (now() - rollout.createdAtMs < LEFT_DRAFT_MS) return null;
    const started = apply(rollout, 'start', { nowMs: now(), cause: { kind: 'clock' }, evidence: null });
    return started instanceof RolloutError ? null : started;
  }

  const looking = repeatedly(look, EVERY_MS, (error) => {
    term = null;
    options.onError(error, null);
  });
  let closed: Promise<void> | undefined;
  return {
    get isDeciding() {
      return term !== null;
    },
    now: looking.now,
    close() {
      closed ??= looking.stop().then(async () => {
        const held = term;
        term = null;
        if (held !== null) await leases.release(held).catch((error: unknown) => options.onError(error, null));
      });
      return closed;
    },
  };
}

const RACES: ReadonlySet<string> = new Set(['ROLLOUT_REVISION_STALE', 'ROLLOUT_LEASE_LOST']);
