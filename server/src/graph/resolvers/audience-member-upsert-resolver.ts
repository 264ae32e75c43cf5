import {
  AudienceMember,
  AudienceMemberInput,
  type AudienceMemberRecord,
  AudienceMembersUpserted,
  type AudienceMemberUpsert,
  AudienceMemberUpsertResult,
  type Sourced,
} from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { answer } from '../answer.js';
import { Asks } from '../asks/asks.js';
import { oneOf } from '../asks/read-asks.js';
import { chooseConnector } from '../lists/choose-connector.js';
import { Scope } from '../scope.js';
import { type Attempt, underKey } from '../writes/attempt.js';
import { audienceIdOf } from '../writes/audience-id.js';
import { checkCount, MOST_RECORDS } from '../writes/check-count.js';
import { givenFields } from '../writes/given-fields.js';
import { upsertRecords, type Written } from '../writes/upsert-records.js';
import { writeOf } from '../writes/write-asks.js';

@Resolver(() => AudienceMemberUpsertResult)
export class AudienceMemberUpsertResolver {
  @Scope('email:write')
  @Asks(writeOf('audienceMember.upsert', 'members'))
  @Mutation(() => AudienceMembersUpserted, {
    nullable: true,
    description:
      'Creates or updates members of audiences by their e-mail addresses, ' +
      `at most ${MOST_RECORDS} at once. It subscribes nobody who unsubscribed.`,
  })
  upsertAudienceMembers(
    @Arg('connector', () => String) connector: string,
    @Arg('members', () => [AudienceMemberInput]) members: AudienceMemberInput[],
    @Arg('idempotencyKey', () => String, { nullable: true }) idempotencyKey: string | null | undefined,
    @Ctx() { sources }: GraphContext,
  ): Promise<AudienceMembersUpserted> {
    checkCount(members, 'members');
    const chosen = chooseConnector('audienceMember.upsert', connector, sources);
    const records = members.map((member) => memberOf(member, chosen));
    return upsertRecords(chosen, records, (member) =>
      sources.load('audienceMember.upsert', chosen, member, underKey(idempotencyKey)),
    );
  }

  @Asks(oneOf('audienceMember.byId'))
  @FieldResolver(() => AudienceMember, { nullable: true, description: 'The member as it is after the write.' })
  async member(
    @Root() { written }: Written,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Sourced<AudienceMemberRecord> | null> {
    if (written === null) return null;
    return answer(await context.sources.load('audienceMember.byId', written.connector, written.id), context, info);
  }
}

function memberOf(input: AudienceMemberInput, connector: string): Attempt<AudienceMemberUpsert> {
  const audience = audienceIdOf(input.audienceId, connector);
  if (!audience.ok) return audience;
  const { email, givenName, familyName, phone, statusIfNew } = input;
  const audienceId = audience.value;
  const given = { audienceId, email, givenName, familyName, phone, statusIfNew: statusIfNew ?? undefined };
  return { ok: true, value: givenFields(given) };
}
