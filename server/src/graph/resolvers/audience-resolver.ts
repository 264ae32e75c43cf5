import {
  Audience,
  AudienceConnection,
  AudienceMemberConnection,
  type AudienceMemberRecord,
  type AudienceRecord,
  type Connection,
  EdgeArguments,
  type Sourced,
  VendorListArguments,
} from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { Asks } from '../asks/asks.js';
import { listOf, pageOfEach } from '../asks/read-asks.js';
import { pagedConnection } from '../lists/paged-connection.js';
import { queryOf } from '../lists/query.js';
import { Scope } from '../scope.js';

@Resolver(() => Audience)
export class AudienceResolver {
  @Scope('email:read')
  @Asks(listOf('audience.page'))
  @Query(() => AudienceConnection, { nullable: true, description: 'Mailing lists of one vendor.' })
  audiences(
    @Args(() => VendorListArguments) args: VendorListArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Sourced<AudienceRecord>>> {
    const { sources } = context;
    return pagedConnection(
      'audience.page',
      args,
      (connector) => (page, options) =>
        sources.load('audience.page', connector, { ...page, ...queryOf(args) }, options),
      context,
      info,
    );
  }

  @Asks(pageOfEach('audienceMember.page'))
  @FieldResolver(() => AudienceMemberConnection, { nullable: true })
  members(
    @Root() audience: Sourced<AudienceRecord>,
    @Args(() => EdgeArguments) args: EdgeArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Sourced<AudienceMemberRecord>>> {
    const { sources } = context;
    const { connector } = audience.source;
    return pagedConnection(
      'audienceMember.page',
      { ...args, connector, of: audience.id },
      () => (page, options) =>
        sources.load('audienceMember.page', connector, { ...page, audienceId: audience.id }, options),
      context,
      info,
    );
  }
}
