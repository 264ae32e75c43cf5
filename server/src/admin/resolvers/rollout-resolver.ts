import { GraphQLError } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Decision } from '../../rollouts/evidence/index.js';
import type { Rollout } from '../../rollouts/model/index.js';
import type { AdminContext } from '../admin-context.js';
import { adminError, rolloutNotFound } from '../admin-error.js';
import { endable } from '../endable.js';
import { evidenceShown } from '../shown/evidence-shown.js';
import { breakerShown, comparedFieldShown } from '../shown/overviews-shown.js';
import { plannedShown, rolloutShown, transitionShown } from '../shown/rollout-shown.js';
import { ComparedFieldType } from '../types/comparison-type.js';
import { EvidenceNow } from '../types/evidence-type.js';
import { BreakerNow } from '../types/overview-types.js';
import { PlannedRolloutType } from '../types/planned-rollout-type.js';
import { RolloutMoment } from '../types/rollout-moment-type.js';
import { RolloutPlanInput } from '../types/rollout-plan-input.js';
import { RolloutType } from '../types/rollout-type.js';
import { TransitionType } from '../types/transition-type.js';
import { wantedPlan } from '../wanted-plan.js';

/** How often a rollout is told again, milliseconds. The longest also keeps a quiet connection from being cut off by a proxy. */
const EVERY_MS = { least: 200, most: 10_000, usual: 1_000 };

/** What is under way, and what would be. */
@Resolver(() => RolloutType)
export class RolloutResolver {
  @Query(() => [RolloutType], { description: 'Newest first.' })
  async rollouts(
    @Arg('connector', () => String, { nullable: true }) connector: string | null | undefined,
    @Arg('open', () => Boolean, {
      nullable: true,
      description: 'Only those that have not ended, and those whose old version is still kept.',
    })
    open: boolean | null | undefined,
    @Ctx() { sources, now }: AdminContext,
  ): Promise<RolloutType[]> {
    const found = await sources.control.list({
      ...(typeof connector === 'string' ? { connector } : {}),
      ...(typeof open === 'boolean' ? { open } : {}),
    });
    return found.map((rollout) => rolloutShown(rollout, now()));
  }

  @Query(() => RolloutType, { nullable: true })
  async rollout(@Arg('id', () => ID) id: string, @Ctx() { sources, now }: AdminContext): Promise<RolloutType | null> {
    const found = await sources.control.find(id);
    return found === null ? null : rolloutShown(found, now());
  }

  @Query(() => PlannedRolloutType, { description: 'What a start would do: versions, gates, minutes. Changes nothing.' })
  async plannedRollout(
    @Arg('connector', () => String) connector: string,
    @Arg('candidate', () => String, { description: 'Semver range.' }) candidate: string,
    @Arg('plan', () => RolloutPlanInput, { nullable: true }) plan: RolloutPlanInput | null | undefined,
    @Ctx() { sources }: AdminContext,
  ): Promise<PlannedRolloutType> {
    const wanted = { connector, candidate, ...(plan ? { plan: wantedPlan(plan) } : {}) };
    return plannedShown(await sources.control.plan(wanted));
  }

  @FieldResolver(() => EvidenceNow, { nullable: true, description: 'Null while nothing is counted.' })
  async evidence(@Root() { id }: RolloutType, @Ctx() { sources }: AdminContext): Promise<EvidenceNow | null> {
    const decision = await sources.control.evidence(id);
    return decision === null ? null : evidenceShown(decision);
  }

  @FieldResolver(() => [TransitionType], { description: 'Oldest first.' })
  async history(@Root() { id }: RolloutType, @Ctx() { sources }: AdminContext): Promise<TransitionType[]> {
    const [rollout, transitions] = await Promise.all([sources.control.find(id), sources.control.history(id)]);
    if (rollout === null) throw rolloutNotFound(id);
    return transitions.map((transition, at) =>
      transitionShown(transition, rollout.plan, transitions[at - 1]?.to ?? null),
    );
  }

  @FieldResolver(() => [ComparedFieldType], { description: 'Empty where nothing is compared.' })
  async comparison(@Root() { id }: RolloutType, @Ctx() { sources }: AdminContext): Promise<ComparedFieldType[]> {
    return (await sources.comparison(id)).map(comparedFieldShown);
  }

  @FieldResolver(() => [String], {
    description: 'Fields that the candidate changes and that were not compared, since nobody asked for them yet.',
  })
  async notAskedFor(@Root() { id }: RolloutType, @Ctx() { sources }: AdminContext): Promise<string[]> {
    return [...(await sources.notAskedFor(id))];
  }

  @FieldResolver(() => [BreakerNow], { description: 'Breakers of its two versions, of the process that answers.' })
  async breakers(@Root() rollout: RolloutType, @Ctx() { sources }: AdminContext): Promise<BreakerNow[]> {
    const { connector, stable, candidate } = rollout;
    const all = await sources.breakers();
    return all
      .filter((each) => each.connector === connector && [stable, candidate].includes(each.version))
      .map(breakerShown);
  }

  @FieldResolver(() => Int, {
    description: 'Callers pinned to stable: their operations touch what the candidate changes or lacks.',
  })
  async pinned(@Root() { connector, stable, actions }: RolloutType, @Ctx() { sources }: AdminContext): Promise<number> {
    if (!actions.includes('MIGRATE_PINNED')) return 0;
    const versions = await sources.callersPerVersion();
    return versions.find((each) => each.connector === connector && each.version === stable)?.pinned ?? 0;
  }

  @Subscription(() => RolloutMoment, {
    description: 'A rollout at each change, and at least so often.',
    subscribe: async ({ args, context }) => {
      const { id, everyMs } = args as WatchArguments;
      return watched(id, everyMs, context as AdminContext);
    },
  })
  rolloutWatched(
    @Arg('id', () => ID) _id: string,
    @Arg('everyMs', () => Int, { defaultValue: EVERY_MS.usual }) _everyMs: number,
    @Root() moment: Moment | undefined,
    @Ctx() { now }: AdminContext,
  ): RolloutMoment {
    if (moment === undefined) {
      throw new GraphQLError('Expected a subscription with the header "Accept: text/event-stream"; it came without.', {
        extensions: { code: 'BAD_REQUEST', http: { status: 406 } },
      });
    }
    const { rollout, decision } = moment;
    return { rollout: rolloutShown(rollout, now()), evidence: decision === null ? null : evidenceShown(decision) };
  }
}

interface WatchArguments {
  id: string;
  everyMs: number;
}

interface Moment {
  rollout: Rollout;
  decision: Decision | null;
}

async function watched(id: string, everyMs: number, { sources, ending }: AdminContext): Promise<AsyncIterable<Moment>> {
  if (everyMs < EVERY_MS.least || everyMs > EVERY_MS.most) {
    const message = `everyMs: expected ${EVERY_MS.least} to ${EVERY_MS.most} milliseconds, got ${everyMs}.`;
    throw adminError('BAD_USER_INPUT', message);
  }
  if ((await sources.control.find(id)) === null) throw rolloutNotFound(id);
  return endable(sources.control.watch(id, everyMs), ending);
}
