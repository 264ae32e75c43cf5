import {
  Company,
  CompanyConnection,
  type CompanyRecord,
  type Connection,
  ContactConnection,
  type ContactRecord,
  DealConnection,
  type DealRecord,
  EdgeArguments,
  type Sourced,
  VendorListArguments,
} from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { Asks } from '../asks/asks.js';
import { listOf, neighboursOf } from '../asks/read-asks.js';
import { idConnection } from '../lists/id-connection.js';
import { pagedConnection } from '../lists/paged-connection.js';
import { queryOf } from '../lists/query.js';
import { Scope } from '../scope.js';

@Resolver(() => Company)
export class CompanyResolver {
  @Scope('crm:read')
  @Asks(listOf('company.page'))
  @Query(() => CompanyConnection, { nullable: true, description: 'Companies of one CRM.' })
  companies(
    @Args(() => VendorListArguments) args: VendorListArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Sourced<CompanyRecord>>> {
    const { sources } = context;
    return pagedConnection(
      'company.page',
      args,
      (connector) => (page, options) => sources.load('company.page', connector, { ...page, ...queryOf(args) }, options),
      context,
      info,
    );
  }

  @Asks(neighboursOf('contact.idsByCompany', 'contact.byId'))
  @FieldResolver(() => ContactConnection, { nullable: true })
  contacts(
    @Root() company: Sourced<CompanyRecord>,
    @Args(() => EdgeArguments) args: EdgeArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Sourced<ContactRecord>>> {
    const { sources } = context;
    const { connector } = company.source;
    return idConnection(
      company,
      args,
      (options) => sources.load('contact.idsByCompany', connector, company.id, options),
      (id) => sources.load('contact.byId', connector, id),
      context,
      info,
    );
  }

  @Asks(neighboursOf('deal.idsByCompany', 'deal.byId'))
  @FieldResolver(() => DealConnection, { nullable: true })
  deals(
    @Root() company: Sourced<CompanyRecord>,
    @Args(() => EdgeArguments) args: EdgeArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Sourced<DealRecord>>> {
    const { sources } = context;
    const { connector } = company.source;
    return idConnection(
      company,
      args,
      (options) => sources.load('deal.idsByCompany', connector, company.id, options),
      (id) => sources.load('deal.byId', connector, id),
      context,
      info,
    );
  }
}
