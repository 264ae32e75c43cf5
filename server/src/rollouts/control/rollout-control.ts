import { randomUUID } from 'node:crypto';
import { judge, withUpperEnds } from '../evidence/index.js';
import { activeOf, apply, type Command, parsePlan, transitionTo } from '../machine/index.js';
import {
  type Acting,
  type ActingOnRevision,
  type Deed,
  type GateResult,
  type Rollout,
  type RolloutControl,
  RolloutError,
  type RolloutPlan,
  type RolloutState,
  type WantedRollout,
} from '../model/index.js';
import { createEvidenceReader } from './evidence-reader.js';
import { migrationOf, refuseUnlessAcceptable } from './named-deed.js';
import type { ControlParts } from './parts.js';
import { shortestMinutes } from './shortest-minutes.js';
import { notFound, type Watched, watchRollout } from './watch-rollout.js';

/** Rollouts as admins steer them, over what is stored: any process may do it, at any time. */
export function createRolloutControl(parts: ControlParts): RolloutControl {
  const { records, now } = parts;
  const evidenceReader = createEvidenceReader(parts);

  async function found(id: string): Promise<Rollout> {
    const rollout = await records.find(id);
    if (rollout === null) throw notFound(id);
    return rollout;
  }

  async function evidenceOf(rollout: Rollout): Promise<Watched['decision']> {
    const reading = await evidenceReader.read(rollout);
    return reading === null ? null : judge(reading);
  }

  /** For people: with what a hold leaves out. */
  async function shownEvidenceOf(rollout: Rollout): Promise<Watched['decision']> {
    const reading = await evidenceReader.read(rollout);
    return reading === null ? null : withUpperEnds(judge(reading), reading);
  }

  async function resolved({ connector, candidate: range, plan: wanted }: WantedRollout) {
    const plan = parsePlan(wanted);
    const { stable, candidate } = await parts.versions(connector, range);
    const gates = await parts.gates({ connector, stable, candidate });
    return { connector, stable, candidate, plan, gates };
  }

  /**
   * The rollout as the admin saw it. For a key that was used before that is what it was before that, so that the same request
   * makes the same transition once more, which the store knows by its key.
   */
  async function seen(id: string, { idempotencyKey, expectedRevision }: ActingOnRevision): Promise<Rollout> {
    const rollout = await found(id);
    const stored = idempotencyKey === null ? null : await records.storedWith(id, idempotencyKey);
    if (stored !== null) {
      const before = (await records.history(id)).find(({ revision }) => revision === stored.revision - 1);
      return before === undefined ? rollout : { ...rollout, state: before.to, revision: before.revision };
    }
    if (rollout.revision === expectedRevision) return rollout;
    throw new RolloutError(
      'ROLLOUT_REVISION_STALE',
      `Expected the last revision of the rollout, ${rollout.revision} (${rollout.state.is}); got ${expectedRevision}. Look at it again, and repeat what you still want.`,
    );
  }

  async function command(id: string, asked: Command, by: ActingOnRevision): Promise<Rollout> {
    const rollout = await seen(id, by);
    const decision = await evidenceOf(rollout);
    const moment = { nowMs: now(), cause: by.cause, evidence: decision?.evidence ?? null };
    const transition = apply(rollout, asked, moment);
    if (transition instanceof RolloutError)
      throw by.expectedRevision === rollout.revision ? transition : reused(asked, by);
    await parts.keeping.before(rollout, transition.to);
    return records.append(transition, { idempotencyKey: by.idempotencyKey });
  }

  /** Records a deed that leaves the state as it is. */
  async function record(id: string, by: ActingOnRevision, deedOf: DeedOf): Promise<Rollout> {
    const rollout = await seen(id, by);
    const stored = by.idempotencyKey === null ? null : await records.storedWith(id, by.idempotencyKey);
    const before = stored?.cause.kind === 'admin' ? (stored.cause.did ?? null) : null;
    const deed = await deedOf(rollout, before);
    const cause = by.cause.kind === 'admin' ? { ...by.cause, did: deed } : by.cause;
    const transition = transitionTo(rollout, rollout.state, { nowMs: now(), cause, evidence: null });
    return records.append(transition, { idempotencyKey: by.idempotencyKey });
  }

  async function started(rollout: Rollout, by: Acting): Promise<Rollout> {
    if (rollout.state.is !== 'draft') return rollout;
    const transition = apply(rollout, 'start', { nowMs: now(), cause: by.cause, evidence: null });
    if (transition instanceof RolloutError) throw transition;
    await parts.keeping.before(rollout, transition.to);
    try {
      return await records.append(transition, {});
    } catch (error) {
      // The same start, sent twice at once.
      if (error instanceof RolloutError && error.code === 'ROLLOUT_REVISION_STALE') return found(rollout.id);
      throw error;
    }
  }

  return {
    async plan(wanted) {
      const planned = await resolved(wanted);
      return {
        ...planned,
        ...(await shortestMinutes(planned.connector, planned.plan, parts.usage, now())),
      };
    },

    async start(wanted, by) {
      const { gates, ...resolvedTo } = await resolved(wanted);
      refuseByGates(gates);
      await refuseUnlessPromotedIsConfigured(resolvedTo, by);
      const rollout = draftOf(resolvedTo, now());
      const { id, createdAtMs, state } = rollout;
      const first = {
        rollout: id,
        revision: 1,
        atMs: createdAtMs,
        cause: by.cause,
        from: null,
        to: state,
        evidence: null,
      };
      return started(await records.create(rollout, first, by.idempotencyKey), by);
    },

    pause: (id, by) => command(id, 'pause', by),
    resume: (id, by) => command(id, 'resume', by),
    advance: (id, by) => command(id, 'advance', by),
    promote: (id, by) => command(id, 'promote', by),

    async rollBack(id, by) {
      const rollout = await found(id);
      const { connector, state } = rollout;
      if (state.is === 'promoted') {
        await refuseUnlessNewest(id, connector);
        await refuseWhereConfigured(rollout);
      }
      return command(id, state.is === 'draft' ? 'abort' : 'roll-back', by);
    },

    async acceptDifference(id, coordinate, by) {
      const deed: Deed = { accepted: coordinate };
      const rollout = await record(id, by, async (seen, before) => {
        refuseUnlessGoing(seen, deed);
        if (before === null) await refuseUnlessAcceptable(seen, coordinate, parts);
        return deed;
      });
      const { name, reason } = by.cause.kind === 'admin' ? by.cause : { name: by.cause.kind, reason: null };
      await parts.comparison.accept(rollout, coordinate, {
        by: name,
        reason: reason ?? 'no reason given',
        atMs: now(),
      });
      return rollout;
    },

    async migratePinned(id, callers, by) {
      return record(id, by, (seen, before) => {
        refuseUnlessGoing(seen, { migrated: callers });
        return migrationOf(seen, callers, parts, before);
      });
    },

    find: (id) => records.find(id),
    list: (filter) => records.list(filter),
    async history(id) {
      await found(id);
      return records.history(id);
    },
    evidence: async (id) => shownEvidenceOf(await found(id)),
    watch(id, everyMs) {
      const read = async (): Promise<Watched> => {
        const rollout = await found(id);
        return { rollout, decision: await shownEvidenceOf(rollout) };
      };
      return watchRollout(read, parts.changes, everyMs);
    },
  };

  /** While the configuration leads to an older version than the one promoted, a rollout from that one would take everybody back. */
  async function refuseUnlessPromotedIsConfigured(
    { connector, stable }: { connector: string; stable: string },
    { idempotencyKey }: Acting,
  ): Promise<void> {
    // The same start, sent again after its rollout went through.
    if (idempotencyKey !== null && (await records.storedWith(STARTS, idempotencyKey)) !== null) return;
    const last = (await records.latest()).find((rollout) => rollout.connector === connector);
    if (last?.state.is !== 'promoted' || last.candidate === stable) return;
    throw new RolloutError(
      'ROLLOUT_STATE_REFUSES',
      `Expected the configuration to lead to ${connector} ${last.candidate}, which was promoted; it leads to ${stable}. Put a range with ${last.candidate} into the configuration and reload it, or roll back ${last.id} first.`,
    );
  }

  /** Where the configuration itself leads to what was promoted, a rollback would change nobody's version. */
  async function refuseWhereConfigured({ connector, stable, candidate }: Rollout): Promise<void> {
    const now = await parts.versions(connector, stable).catch(() => null);
    if (now?.stable !== candidate) return;
    throw new RolloutError(
      'ROLLOUT_STATE_REFUSES',
      `Expected a configuration that still leads to ${connector} ${stable}; got one that leads to ${candidate} by itself. Set "version" back to a range with ${stable} and reload: that takes everybody back.`,
    );
  }

  /** Stable of a newer rollout is what an earlier one promoted. */
  async function refuseUnlessNewest(id: string, connector: string): Promise<void> {
    const [newest] = (await records.list({ connector })).filter(
      ({ state }) => activeOf(state) !== null || state.is === 'promoted',
    );
    if (newest === undefined || newest.id === id) return;
    throw new RolloutError(
      'ROLLOUT_STATE_REFUSES',
      `Expected the newest rollout of ${connector}; got one before it. Roll back ${newest.id} first, from ${newest.candidate} to ${newest.stable}.`,
    );
  }
}

/** What is to be done, of the rollout as it was seen. `before`: what the same request did, when it comes again. */
type DeedOf = (seen: Rollout, before: Deed | null) => Promise<Deed>;

/** In place of a rollout's id, for the keys that made one. */
const STARTS = '';

function draftOf(
  { connector, stable, candidate, plan }: { connector: string; stable: string; candidate: string; plan: RolloutPlan },
  nowMs: number,
): Rollout {
  const state: RolloutState = { is: 'draft' };
  return { id: randomUUID(), connector, stable, candidate, plan, state, revision: 1, createdAtMs: nowMs };
}

/** What was done with the key cannot have been this. */
function reused(asked: Command, { idempotencyKey }: ActingOnRevision): RolloutError {
  return new RolloutError(
    'ROLLOUT_IDEMPOTENCY_KEY_REUSED',
    `Expected the idempotency key "${idempotencyKey}" to come with what it came with before; got ${asked}, which was refused then. Use a new key.`,
  );
}

function refuseByGates(gates: readonly GateResult[]): void {
  const refusals = gates.filter(({ outcome }) => outcome === 'refused');
  if (refusals.length === 0) return;
  const lines = refusals.map(({ gate, lines }) => `${gate}: ${lines.join(' ')}`);
  throw new RolloutError(
    'ROLLOUT_GATE_REFUSED',
    `Expected a candidate that passes every gate; refused by ${lines.join('; ')}. Put that right, or choose another version.`,
  );
}

function refuseUnlessGoing({ state }: Rollout, deed: Deed): void {
  if (activeOf(state) !== null || (state.is === 'promoted' && 'migrated' in deed)) return;
  throw new RolloutError(
    'ROLLOUT_STATE_REFUSES',
    `Expected a rollout that goes on; got one that is ${state.is}. Nothing of it can be ${'accepted' in deed ? 'accepted' : 'migrated'} any more.`,
  );
}
