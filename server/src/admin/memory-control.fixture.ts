import type { Decision } from '../rollouts/evidence/index.js';
import { DEFAULT_ANALYSIS, DEFAULT_STEPS } from '../rollouts/evidence/index.js';
import {
  type Acting,
  type ActingOnRevision,
  type ActiveState,
  type Deed,
  type PlannedRollout,
  type Rollout,
  type RolloutControl,
  RolloutError,
  type RolloutPlan,
  type RolloutState,
  type Transition,
  type WantedRollout,
} from '../rollouts/model/index.js';

export const NOW = Date.parse('2026-11-26T12:00:00Z');

export const PLAN: RolloutPlan = {
  steps: DEFAULT_STEPS,
  advance: 'automatic',
  stickyBy: 'user',
  writesFromStep: DEFAULT_STEPS.length - 1,
  analysis: DEFAULT_ANALYSIS,
  comparison: { toleratedMismatch: 0.03 },
  rollbackWindowMs: 7 * 24 * 3_600_000,
};

/** Candidates by connector and range; what is not here is not found. */
const CANDIDATES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  hubspot: { '^1': '1.4.0', '^2': '2.1.0', '^3': '3.0.0' },
};

/** Rollouts in memory, by the rules of the port; the evidence is what a test says. One watcher hears of every change. */
export class MemoryControl implements RolloutControl {
  readonly rollouts = new Map<string, Rollout>();
  readonly transitions = new Map<string, Transition[]>();
  decision: Decision | null = null;
  /** Watchers that were let go. */
  watchersEnded = 0;
  /** Who is being watched by how many. */
  watching = 0;
  readonly #byKey = new Map<string, string>();
  #heard = Promise.withResolvers<void>();

  async plan({ connector, candidate: range, plan = {} }: WantedRollout): Promise<PlannedRollout> {
    const found = CANDIDATES[connector];
    if (!found)
      throw new RolloutError('ROLLOUT_CONNECTOR_UNKNOWN', `Expected a connector in use (hubspot), got "${connector}".`);
    const candidate = found[range];
    if (candidate === undefined) {
      throw new RolloutError(
        'ROLLOUT_VERSION_UNKNOWN',
        `Expected a range with a version of ${connector} in it (found: 1.4.0, 2.1.0, 3.0.0), got "${range}".`,
      );
    }
    if (candidate === '1.4.0')
      throw new RolloutError(
        'ROLLOUT_CANDIDATE_IS_STABLE',
        `Expected another version than stable 1.4.0, got "${range}".`,
      );
    const refused = candidate === '3.0.0';
    const steps = plan.steps ?? PLAN.steps;
    return {
      connector,
      stable: '1.4.0',
      candidate,
      plan: { ...PLAN, writesFromStep: steps.length - 1, ...plan },
      gates: [
        { gate: 'loads', outcome: 'passed', lines: [] },
        { gate: 'capabilities', outcome: 'passed', lines: [] },
        { gate: 'integrity', outcome: 'unknown', lines: ['no hash is known'] },
        { gate: 'hosts', outcome: 'shown', lines: ['2.1.0 also calls api.hubspot.com/crm/v4'] },
        ...(refused
          ? [
              {
                gate: 'graph-extension' as const,
                outcome: 'refused' as const,
                lines: ['Query.hubspotTicket is gone; keep it, or deprecate it first'],
              },
            ]
          : []),
      ],
      shortestMinutes: steps.map((_, index) => [0, 500, 100, 20, 10, 5][index] ?? 5),
      trafficMinutes: 1_440,
    };
  }

  async start(wanted: WantedRollout, { cause, idempotencyKey }: Acting): Promise<Rollout> {
    const known = idempotencyKey === null ? undefined : this.#byKey.get(idempotencyKey);
    if (known !== undefined) return this.#of(known);
    const { connector, stable, candidate, plan, gates } = await this.plan(wanted);
    const refused = gates.find(({ outcome }) => outcome === 'refused');
    if (refused) throw new RolloutError('ROLLOUT_GATE_REFUSED', `${refused.gate}: ${refused.lines.join('; ')}`);
    const other = [...this.rollouts.values()].find((each) => each.connector === connector && isOpen(each.state));
    if (other)
      throw new RolloutError(
        'ROLLOUT_IN_PROGRESS',
        `Expected no other rollout of ${connector}, but ${other.id} is on its way; promote it or roll it back first.`,
      );
    const id = `00000000-0000-4000-8000-${String(this.rollouts.size + 1).padStart(12, '0')}`;
    const state: RolloutState = { is: 'shadowing', step: 0, sinceMs: NOW, slowAfterMs: null };
    const rollout: Rollout = { id, connector, stable, candidate, plan, state, revision: 1, createdAtMs: NOW };
    this.rollouts.set(id, rollout);
    this.transitions.set(id, [{ rollout: id, revision: 1, atMs: NOW, cause, from: null, to: state, evidence: null }]);
    if (idempotencyKey !== null) this.#byKey.set(idempotencyKey, id);
    return rollout;
  }

  pause(id: string, by: ActingOnRevision): Promise<Rollout> {
    return this.#change(id, by, (state) => {
      if (state.is === 'held') return { is: 'paused', at: state.at, sinceMs: NOW };
      return isActive(state) ? { is: 'paused', at: state, sinceMs: NOW } : null;
    });
  }

  resume(id: string, by: ActingOnRevision): Promise<Rollout> {
    return this.#change(id, by, (state) => (state.is === 'paused' ? state.at : null));
  }

  advance(id: string, by: ActingOnRevision): Promise<Rollout> {
    return this.#change(id, by, (state, { plan }) => {
      if (state.is !== 'shadowing' && state.is !== 'stepping') return null;
      const step = state.step + 1;
      return step < plan.steps.length
        ? { is: 'stepping', step, sinceMs: NOW, slowAfterMs: null }
        : { is: 'promoting', sinceMs: NOW, slowAfterMs: null };
    });
  }

  promote(id: string, by: ActingOnRevision): Promise<Rollout> {
    return this.#change(id, by, (state, { plan }) =>
      isOpen(state) ? { is: 'promoted', atMs: NOW, stableKeptUntilMs: NOW + plan.rollbackWindowMs } : null,
    );
  }

  rollBack(id: string, by: ActingOnRevision): Promise<Rollout> {
    return this.#change(id, by, (state) =>
      state.is === 'rolled-back' || state.is === 'aborted'
        ? null
        : { is: 'rolled-back', atMs: NOW, reason: 'an admin asked for it' },
    );
  }

  acceptDifference(id: string, coordinate: string, by: ActingOnRevision): Promise<Rollout> {
    return this.#change(id, did(by, { accepted: coordinate }), (state) =>
      isOpen(state) && coordinate !== '' ? state : null,
    );
  }

  migratePinned(id: string, callers: readonly string[] | 'all', by: ActingOnRevision): Promise<Rollout> {
    return this.#change(id, did(by, { migrated: callers }), (state) => (isOpen(state) ? state : null));
  }

  async find(id: string): Promise<Rollout | null> {
    return this.rollouts.get(id) ?? null;
  }

  async list({ connector, open }: { connector?: string; open?: boolean } = {}): Promise<readonly Rollout[]> {
    const all = [...this.rollouts.values()].reverse();
    return all.filter(
      (each) => (connector === undefined || each.connector === connector) && (!open || isOpen(each.state)),
    );
  }

  async history(id: string): Promise<readonly Transition[]> {
    return this.transitions.get(id) ?? [];
  }

  async evidence(): Promise<Decision | null> {
    return this.decision;
  }

  async *watch(id: string): AsyncGenerator<{ rollout: Rollout; decision: Decision | null }> {
    this.watching += 1;
    try {
      for (;;) {
        const heard = this.#heard.promise;
        yield { rollout: this.#of(id), decision: this.decision };
        await heard;
      }
    } finally {
      this.watching -= 1;
      this.watchersEnded += 1;
    }
  }

  /** Puts a rollout into a state, as the evidence would; watchers hear of it. */
  become(id: string, to: RolloutState, decision: Decision | null = this.decision): void {
    this.decision = decision;
    this.#store(id, { kind: 'evidence', decision: decision?.outcome ?? 'hold' }, to);
  }

  #of(id: string): Rollout {
    const rollout = this.rollouts.get(id);
    if (!rollout) throw new RolloutError('ROLLOUT_NOT_FOUND', `Expected the id of a rollout, got "${id}".`);
    return rollout;
  }

  async #change(
    id: string,
    { cause, idempotencyKey, expectedRevision }: ActingOnRevision,
    next: (state: RolloutState, rollout: Rollout) => RolloutState | null,
  ): Promise<Rollout> {
    const rollout = this.#of(id);
    if (idempotencyKey !== null && this.#byKey.has(idempotencyKey)) return rollout;
    if (rollout.revision !== expectedRevision) {
      throw new RolloutError(
        'ROLLOUT_REVISION_STALE',
        `Expected revision ${rollout.revision}, got ${expectedRevision}; look at the rollout again.`,
      );
    }
    const to = next(rollout.state, rollout);
    if (to === null)
      throw new RolloutError(
        'ROLLOUT_STATE_REFUSES',
        `Expected a rollout on its way, but this one is ${rollout.state.is}.`,
      );
    if (idempotencyKey !== null) this.#byKey.set(idempotencyKey, id);
    return this.#store(id, cause, to);
  }

  #store(id: string, cause: Transition['cause'], to: RolloutState): Rollout {
    const before = this.#of(id);
    const rollout = { ...before, state: to, revision: before.revision + 1 };
    const evidence = this.decision?.evidence ?? null;
    const { revision } = rollout;
    this.rollouts.set(id, rollout);
    this.transitions.get(id)?.push({ rollout: id, revision, atMs: NOW, cause, from: before.state.is, to, evidence });
    this.#heard.resolve();
    this.#heard = Promise.withResolvers();
    return rollout;
  }
}

/** The cause with what was done where the state stays. */
function did(by: ActingOnRevision, deed: Deed): ActingOnRevision {
  return by.cause.kind === 'admin' ? { ...by, cause: { ...by.cause, did: deed } } : by;
}

function isActive(state: RolloutState): state is ActiveState {
  return state.is === 'shadowing' || state.is === 'stepping' || state.is === 'promoting';
}

function isOpen(state: RolloutState): boolean {
  return isActive(state) || state.is === 'paused' || state.is === 'held' || state.is === 'draft';
}
