import {
  Audience,
  AudienceMember,
  type AudienceMemberRecord,
  type AudienceRecord,
  type Sourced,
} from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { answer } from '../answer.js';
import { Asks } from '../asks/asks.js';
import { oneOf } from '../asks/read-asks.js';

@Resolver(() => AudienceMember)
export class AudienceMemberResolver {
  @Asks(oneOf('audience.byId'))
  @FieldResolver(() => Audience, { nullable: true })
  async audience(
    @Root() member: Sourced<AudienceMemberRecord>,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Sourced<AudienceRecord> | null> {
    if (member.audienceId === null) return null;
    return answer(
      await context.sources.load('audience.byId', member.source.connector, member.audienceId),
      context,
      info,
    );
  }
}
