import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import type { AdminContext } from '../admin-context.js';
import { adminError } from '../admin-error.js';
import {
  auditShown,
  breakerShown,
  comparedFieldShown,
  connectorShown,
  driftShown,
  quotaShown,
} from '../shown/overviews-shown.js';
import { AuditRecords } from '../types/audit-types.js';
import { ComparedFieldType } from '../types/comparison-type.js';
import { RolloutDrift } from '../types/drift-type.js';
import { BreakerNow, CallersOfVersion, ConnectorInUse, QuotaNow } from '../types/overview-types.js';

const LARGEST_PAGE = 200;

/** How everything is. */
@Resolver()
export class OverviewResolver {
  @Query(() => [ConnectorInUse], { description: 'Connectors in configured order, with every version found.' })
  async connectors(@Ctx() { sources }: AdminContext): Promise<ConnectorInUse[]> {
    return (await sources.connectors()).map(connectorShown);
  }

  @Query(() => [BreakerNow], { description: 'Of the process that answers.' })
  async breakers(@Ctx() { sources }: AdminContext): Promise<BreakerNow[]> {
    return (await sources.breakers()).map(breakerShown);
  }

  @Query(() => [QuotaNow])
  async quotas(@Ctx() { sources }: AdminContext): Promise<QuotaNow[]> {
    return (await sources.quotas()).map(quotaShown);
  }

  @Query(() => [CallersOfVersion])
  async callersPerVersion(@Ctx() { sources }: AdminContext): Promise<CallersOfVersion[]> {
    return [...(await sources.callersPerVersion())];
  }

  @Query(() => [ComparedFieldType], { description: 'What the shadow comparison of a rollout has found, by field.' })
  async comparison(
    @Arg('rollout', () => ID) rollout: string,
    @Ctx() { sources }: AdminContext,
  ): Promise<ComparedFieldType[]> {
    return (await sources.comparison(rollout)).map(comparedFieldShown);
  }

  @Query(() => AuditRecords, { description: 'Who did what, newest first.' })
  async audit(
    @Arg('first', () => Int, { defaultValue: 50, description: `1 to ${LARGEST_PAGE}.` }) first: number,
    @Arg('after', () => String, { nullable: true, description: '`next` of the page before.' })
    after: string | null | undefined,
    @Ctx() { sources }: AdminContext,
  ): Promise<AuditRecords> {
    if (first < 1 || first > LARGEST_PAGE) {
      throw adminError('BAD_USER_INPUT', `first: expected 1 to ${LARGEST_PAGE}, got ${first}.`);
    }
    try {
      return auditShown(await sources.audit({ first, after: after ?? null }));
    } catch (error) {
      // A page after something that is none.
      if (error instanceof RangeError) throw adminError('BAD_USER_INPUT', error.message);
      throw error;
    }
  }

  @Query(() => [RolloutDrift], { description: 'What the configuration declares, against what is.' })
  async rolloutDrift(@Ctx() { sources }: AdminContext): Promise<RolloutDrift[]> {
    return (await sources.drift()).map(driftShown);
  }
}
