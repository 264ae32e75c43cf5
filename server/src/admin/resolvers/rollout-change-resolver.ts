import { Arg, Args, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ActingOnRevision, Cause, Rollout, RolloutControl } from '../../rollouts/model/index.js';
import type { AdminContext } from '../admin-context.js';
import { adminError, codedRefusal } from '../admin-error.js';
import { actionsOf } from '../shown/actions-of.js';
import { rolloutShown } from '../shown/rollout-shown.js';
import { RolloutPlanInput } from '../types/rollout-plan-input.js';
import { RolloutType } from '../types/rollout-type.js';
import { wantedPlan } from '../wanted-plan.js';
import { ChangeArguments } from './change-arguments.js';

/** What admins do to rollouts. */
@Resolver(() => RolloutType)
export class RolloutChangeResolver {
  @Mutation(() => RolloutType, { description: 'Begins a rollout; refused when a gate refuses it.' })
  async startRollout(
    @Arg('connector', () => String) connector: string,
    @Arg('candidate', () => String, { description: 'Semver range; the newest version in it that is not stable.' })
    candidate: string,
    @Arg('idempotencyKey', () => String, { description: 'The same key does nothing a second time.' })
    idempotencyKey: string,
    @Arg('plan', () => RolloutPlanInput, { nullable: true }) plan: RolloutPlanInput | null | undefined,
    @Arg('reason', () => String, { nullable: true }) reason: string | null | undefined,
    @Ctx() context: AdminContext,
  ): Promise<RolloutType> {
    const wanted = { connector, candidate, ...(plan ? { plan: wantedPlan(plan) } : {}) };
    const by = { cause: causeOf(context, reason), idempotencyKey: keyOf(idempotencyKey) };
    return rolloutShown(await context.sources.control.start(wanted, by), context.now());
  }

  @Mutation(() => RolloutType, { description: 'Stops the clock: the weight stays, evidence may still roll back.' })
  pauseRollout(
    @Args(() => ChangeArguments) change: ChangeArguments,
    @Ctx() context: AdminContext,
  ): Promise<RolloutType> {
    return changed(change, context, (control, by) => control.pause(change.id, by));
  }

  @Mutation(() => RolloutType, { description: 'Goes on with a paused rollout.' })
  resumeRollout(
    @Args(() => ChangeArguments) change: ChangeArguments,
    @Ctx() context: AdminContext,
  ): Promise<RolloutType> {
    return changed(change, context, (control, by) => control.resume(change.id, by));
  }

  @Mutation(() => RolloutType, { description: 'To the next step, whatever the evidence says.' })
  advanceRollout(
    @Args(() => ChangeArguments) change: ChangeArguments,
    @Ctx() context: AdminContext,
  ): Promise<RolloutType> {
    return changed(change, context, (control, by) => control.advance(change.id, by));
  }

  @Mutation(() => RolloutType, { description: 'The candidate for everybody, whatever the evidence says.' })
  promoteRollout(
    @Args(() => ChangeArguments) change: ChangeArguments,
    @Ctx() context: AdminContext,
  ): Promise<RolloutType> {
    return changed(change, context, (control, by) => control.promote(change.id, by));
  }

  @Mutation(() => RolloutType, { description: 'Back to stable, also after promotion within the rollback window.' })
  rollBackRollout(
    @Args(() => ChangeArguments) change: ChangeArguments,
    @Ctx() context: AdminContext,
  ): Promise<RolloutType> {
    return changed(change, context, (control, by) => control.rollBack(change.id, by));
  }

  @Mutation(() => RolloutType, {
    description: 'Differences of this field are meant: the comparison no longer waits for it. Give the reason.',
  })
  acceptDifference(
    @Args(() => ChangeArguments) change: ChangeArguments,
    @Arg('coordinate', () => String, { description: 'e.g. Contact.phone' }) coordinate: string,
    @Ctx() context: AdminContext,
  ): Promise<RolloutType> {
    if (!change.reason?.trim()) {
      throw adminError(
        'BAD_USER_INPUT',
        'reason: expected why the difference is meant; it is kept with the acceptance.',
      );
    }
    return changed(change, context, (control, by) => control.acceptDifference(change.id, coordinate, by));
  }

  @Mutation(() => RolloutType, {
    description:
      'Callers pinned to stable, because their operations touch what the candidate changes, go with the others.',
  })
  migratePinned(
    @Args(() => ChangeArguments) change: ChangeArguments,
    @Arg('callers', () => [String], { nullable: true, description: 'Null: all of them.' })
    callers: string[] | null | undefined,
    @Ctx() context: AdminContext,
  ): Promise<RolloutType> {
    return changed(change, context, (control, by) => control.migratePinned(change.id, callers ?? 'all', by));
  }
}

/** Longest idempotency key, characters. */
const LONGEST_KEY = 200;

async function changed(
  { id, expectedRevision, idempotencyKey, reason }: ChangeArguments,
  context: AdminContext,
  change: (control: RolloutControl, by: ActingOnRevision) => Promise<Rollout>,
): Promise<RolloutType> {
  const { control } = context.sources;
  const by = { cause: causeOf(context, reason), idempotencyKey: keyOf(idempotencyKey), expectedRevision };
  try {
    return rolloutShown(await change(control, by), context.now());
  } catch (error) {
    const rollout = await control.find(id).catch(() => null);
    throw codedRefusal(error, rollout === null ? undefined : actionsOf(rollout.state, context.now()));
  }
}

function causeOf({ admin }: AdminContext, reason: string | null | undefined): Cause {
  return { kind: 'admin', name: admin.recordedName, reason: reason?.trim() || null };
}

function keyOf(key: string): string {
  if (key.length > 0 && key.length <= LONGEST_KEY) return key;
  throw adminError('BAD_USER_INPUT', `idempotencyKey: expected 1 to ${LONGEST_KEY} characters, got ${key.length}.`);
}
