import { type Connection, EventArguments, EventConnection, type EventRecord, type Sourced } from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { Asks } from '../asks/asks.js';
import { listOf } from '../asks/read-asks.js';
import { pagedConnection } from '../lists/paged-connection.js';
import { Scope } from '../scope.js';

@Resolver()
export class EventResolver {
  @Scope('email:read')
  @Asks(listOf('event.page'))
  @Query(() => EventConnection, { nullable: true, description: 'What people did, as one vendor recorded it.' })
  events(
    @Args(() => EventArguments) args: EventArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Sourced<EventRecord>>> {
    return pagedConnection(
      'event.page',
      args,
      (connector) => (page, options) => context.sources.load('event.page', connector, page, options),
      context,
      info,
    );
  }
}
