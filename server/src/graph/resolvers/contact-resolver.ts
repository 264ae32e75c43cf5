import {
  Company,
  type Connection,
  Contact,
  ContactConnection,
  type ContactRecord,
  DealConnection,
  type DealRecord,
  EdgeArguments,
  Owner,
  type Sourced,
  VendorListArguments,
} from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { Asks } from '../asks/asks.js';
import { listOf, neighboursOf } from '../asks/read-asks.js';
import { Edge } from '../bindings/edge.js';
import { fullNameOf } from '../customer/full-name.js';
import { Derived } from '../derived.js';
import { idConnection } from '../lists/id-connection.js';
import { pagedConnection } from '../lists/paged-connection.js';
import { queryOf } from '../lists/query.js';
import { Scope } from '../scope.js';

@Resolver(() => Contact)
@Edge('company', () => Company, { capability: 'company.byId', by: 'companyId' })
@Edge('owner', () => Owner, { capability: 'owner.byId', by: 'ownerId', description: 'Who looks after the contact.' })
export class ContactResolver {
  @Scope('crm:read')
  @Asks(listOf('contact.page'))
  @Query(() => ContactConnection, { nullable: true, description: 'Contacts of one CRM.' })
  contacts(
    @Args(() => VendorListArguments) args: VendorListArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Sourced<ContactRecord>>> {
    const { sources } = context;
    return pagedConnection(
      'contact.page',
      args,
      (connector) => (page, options) => sources.load('contact.page', connector, { ...page, ...queryOf(args) }, options),
      context,
      info,
    );
  }

  @Derived()
  @FieldResolver()
  name(@Root() contact: Sourced<ContactRecord>): string | null {
    return fullNameOf(contact);
  }

  @Derived()
  @FieldResolver()
  fullName(@Root() contact: Sourced<ContactRecord>): string | null {
    return fullNameOf(contact);
  }

  @Derived()
  @FieldResolver()
  phone(@Root() contact: Sourced<ContactRecord>): string | null {
    return contact.phones[0]?.number ?? null;
  }

  @Asks(neighboursOf('deal.idsByContact', 'deal.byId'))
  @FieldResolver(() => DealConnection, { nullable: true })
  deals(
    @Root() contact: Sourced<ContactRecord>,
    @Args(() => EdgeArguments) args: EdgeArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Sourced<DealRecord>>> {
    const { sources } = context;
    const { connector } = contact.source;
    return idConnection(
      contact,
      args,
      (options) => sources.load('deal.idsByContact', connector, contact.id, options),
      (id) => sources.load('deal.byId', connector, id),
      context,
      info,
    );
  }
}
