import {
  Company,
  type CompanyRecord,
  type Connection,
  Contact,
  ContactConnection,
  type ContactRecord,
  DealConnection,
  type DealRecord,
  EdgeArguments,
  Owner,
  type OwnerRecord,
  type Sourced,
  VendorListArguments,
} from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { answer } from '../answer.js';
import { Asks } from '../asks/asks.js';
import { listOf, neighboursOf, oneOf } from '../asks/read-asks.js';
import { fullNameOf } from '../customer/full-name.js';
import { Derived } from '../derived.js';
import { idConnection } from '../lists/id-connection.js';
import { pagedConnection } from '../lists/paged-connection.js';
import { queryOf } from '../lists/query.js';
import { Scope } from '../scope.js';

@Resolver(() => Contact)
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

  @Asks(oneOf('company.byId'))
  @FieldResolver(() => Company, { nullable: true })
  async company(
    @Root() contact: Sourced<ContactRecord>,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Sourced<CompanyRecord> | null> {
    if (contact.companyId === null) return null;
    return answer(
      await context.sources.load('company.byId', contact.source.connector, contact.companyId),
      context,
      info,
    );
  }

  @Asks(oneOf('owner.byId'))
  @FieldResolver(() => Owner, { nullable: true, description: 'Who looks after the contact.' })
  async owner(
    @Root() contact: Sourced<ContactRecord>,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Sourced<OwnerRecord> | null> {
    if (contact.ownerId == null) return null;
    return answer(await context.sources.load('owner.byId', contact.source.connector, contact.ownerId), context, info);
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
