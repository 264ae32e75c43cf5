import {
  Company,
  type CompanyRecord,
  type Connection,
  ContactConnection,
  type ContactRecord,
  Deal,
  DealConnection,
  type DealRecord,
  EdgeArguments,
  type Sourced,
  VendorListArguments,
} from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { answer } from '../answer.js';
import { Asks } from '../asks/asks.js';
import { listOf, neighbourOf, neighboursOf } from '../asks/read-asks.js';
import { Derived } from '../derived.js';
import { idConnection } from '../lists/id-connection.js';
import { pagedConnection } from '../lists/paged-connection.js';
import { queryOf } from '../lists/query.js';
import { Scope } from '../scope.js';

@Resolver(() => Deal)
export class DealResolver {
  @Scope('crm:read')
  @Asks(listOf('deal.page'))
  @Query(() => DealConnection, { nullable: true, description: 'Deals of one CRM.' })
  deals(
    @Args(() => VendorListArguments) args: VendorListArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Sourced<DealRecord>>> {
    const { sources } = context;
    return pagedConnection(
      'deal.page',
      args,
      (connector) => (page, options) => sources.load('deal.page', connector, { ...page, ...queryOf(args) }, options),
      context,
      info,
    );
  }

  @Derived()
  @FieldResolver()
  amountNumber(@Root() deal: Sourced<DealRecord>): number | null {
    return deal.amount === null ? null : Number(deal.amount.amount);
  }

  @Asks(neighbourOf('company.idsByDeal', 'company.byId'))
  @FieldResolver(() => Company, { nullable: true })
  async company(
    @Root() deal: Sourced<DealRecord>,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Sourced<CompanyRecord> | null> {
    const { connector } = deal.source;
    const ids = answer(await context.sources.load('company.idsByDeal', connector, deal.id), context, info);
    const id = ids?.[0];
    return id === undefined ? null : answer(await context.sources.load('company.byId', connector, id), context, info);
  }

  @Asks(neighboursOf('contact.idsByDeal', 'contact.byId'))
  @FieldResolver(() => ContactConnection, { nullable: true })
  contacts(
    @Root() deal: Sourced<DealRecord>,
    @Args(() => EdgeArguments) args: EdgeArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Sourced<ContactRecord>>> {
    const { sources } = context;
    const { connector } = deal.source;
    return idConnection(
      deal,
      args,
      (options) => sources.load('contact.idsByDeal', connector, deal.id, options),
      (id) => sources.load('contact.byId', connector, id),
      context,
      info,
    );
  }
}
