import type { ClosedPeriod } from '../evidence/index.js';
import {
  type CallerHistory,
  type CountIncrement,
  type CountRecords,
  type Leases,
  type LeaseTerm,
  type PeriodRecords,
  type Rollout,
  RolloutError,
  type RolloutRecords,
  type StoreChanges,
  type Transition,
  type UsageRecords,
} from '../model/index.js';

import { createMemoryKept, type MemoryKept } from './memory-kept.fixture.js';

/** The ports of a store in memory, for tests whose clock is not the database's. */
export interface MemoryStore {
  readonly records: RolloutRecords;
  readonly leases: Leases;
  readonly changes: StoreChanges;
  readonly counts: CountRecords;
  readonly periods: PeriodRecords;
  readonly usage: Pick<UsageRecords, 'history' | 'forgetBefore'>;
  readonly kept: MemoryKept;
  /** What stable did for callers before. */
  histories: readonly CallerHistory[];
  /** Rejects whatever is asked while it is true. */
  isAway: boolean;
}

export function createMemoryStore(now: () => number): MemoryStore {
  const rollouts = new Map<string, Rollout>();
  const transitions: Transition[] = [];
  const byKey = new Map<string, Transition>();
  const counted: CountIncrement[] = [];
  const closed = new Map<string, ClosedPeriod>();
  const listeners = new Set<() => void>();
  let held: (LeaseTerm & { untilMs: number }) | null = null;

  const check = () => {
    if (store.isAway) throw new Error('The store is away.');
  };
  const requireLease = ({ holder, term }: LeaseTerm) => {
    if (held !== null && held.holder === holder && held.term === term && held.untilMs > now()) return;
    throw new RolloutError('ROLLOUT_LEASE_LOST', 'lost');
  };
  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  const kept = createMemoryKept(tell);
  const isOpen = ({ state }: Rollout) =>
    state.is === 'promoted' ? state.stableKeptUntilMs > now() : state.is !== 'rolled-back' && state.is !== 'aborted';

  const store: MemoryStore = {
    histories: [],
    isAway: false,
    records: {
      async create(rollout, first, key) {
        check();
        const known = key === null ? undefined : byKey.get(`/${key}`);
        if (known !== undefined) return rollouts.get(known.rollout)!;
        if (
          [...rollouts.values()].some(
            (each) => each.connector === rollout.connector && isOpen(each) && each.state.is !== 'promoted',
          )
        ) {
          throw new RolloutError('ROLLOUT_IN_PROGRESS', 'one at a time');
        }
        rollouts.set(rollout.id, rollout);
        transitions.push(first);
        if (key !== null) byKey.set(`/${key}`, first);
        tell();
        return rollout;
      },
      async append(transition, { lease, idempotencyKey: key = null }) {
        check();
        const { rollout: id, revision, to } = transition;
        const rollout = rollouts.get(id)!;
        if (key !== null && byKey.has(`${id}/${key}`)) return rollout;
        if (lease !== undefined) requireLease(lease);
        if (rollout.revision !== revision - 1) throw new RolloutError('ROLLOUT_REVISION_STALE', 'stale');
        const after = { ...rollout, state: to, revision };
        rollouts.set(id, after);
        transitions.push(transition);
        if (transition.cause.kind === 'admin' && transition.cause.did !== undefined)
          kept.migrate(id, transition.cause.did);
        if (key !== null) byKey.set(`${id}/${key}`, transition);
        tell();
        return after;
      },
      async find(id) {
        check();
        return rollouts.get(id) ?? null;
      },
      storedWith: async (id, key) => byKey.get(`${id}/${key}`) ?? null,
      async list({ connector, open } = {}) {
        check();
        return [...rollouts.values()]
          .filter(
            (each) => (connector === undefined || each.connector === connector) && (open !== true || isOpen(each)),
          )
          .reverse();
      },
      async latest() {
        check();
        const started = [...rollouts.values()].filter(({ state }) => state.is !== 'draft');
        return [...new Map(started.map((each) => [each.connector, each])).values()];
      },
      history: async (id) => transitions.filter(({ rollout }) => rollout === id),
    },
    leases: {
      async hold(name, holder, ttlMs) {
        check();
        if (held !== null && held.untilMs > now() && held.holder !== holder) return null;
        const isSame = held?.holder === holder && held.untilMs > now();
        const term: number = isSame ? held!.term : (held?.term ?? 0) + 1;
        held = { name, holder, term, untilMs: now() + ttlMs };
        return { name, holder, term };
      },
      async release({ holder, term }) {
        if (held?.holder === holder && held.term === term) held = { ...held, untilMs: 0 };
      },
    },
    changes: {
      watch(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    counts: {
      async add(increments) {
        check();
        counted.push(...increments);
      },
      async read(rollout, startedAtMs) {
        check();
        return counted.filter((each) => each.rollout === rollout && each.periodStartedAtMs === startedAtMs);
      },
    },
    periods: {
      async close(rollout, period, lease) {
        check();
        if (lease !== undefined) requireLease(lease);
        const key = `${rollout}/${period.startedAtMs}`;
        if (!closed.has(key)) closed.set(key, period);
        for (let at = counted.length - 1; at >= 0; at--) {
          const { rollout: of, periodStartedAtMs } = counted[at]!;
          if (of === rollout && periodStartedAtMs === period.startedAtMs) counted.splice(at, 1);
        }
      },
      closed: async (rollout) =>
        [...closed]
          .filter(([key]) => key.startsWith(`${rollout}/`))
          .map(([, period]) => period)
          .sort((a, b) => a.startedAtMs - b.startedAtMs),
    },
    usage: { history: async () => store.histories, forgetBefore: async () => {} },
    kept: kept,
  };
  return store;
}
