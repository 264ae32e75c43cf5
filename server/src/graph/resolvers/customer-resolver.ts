import {
  Company,
  type CompanyRecord,
  type Connection,
  Consent,
  Customer,
  CustomerConnection,
  DealConnection,
  type DealRecord,
  EdgeArguments,
  type LifecycleStage,
  ListArguments,
  type PhoneNumberRecord,
  type Sourced,
  VendorRecord,
} from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLEmailAddress } from 'graphql-scalars';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { answer } from '../answer.js';
import { Asks } from '../asks/asks.js';
import {
  companyOfPeople,
  consentsOfPeople,
  dealsOfPeople,
  pageOfPeople,
  personByEmail,
  recordsOfPeople,
} from '../customer/customer-asks.js';
import { type CustomerConsent, customerConsents } from '../customer/customer-consents.js';
import { customerDeals } from '../customer/customer-deals.js';
import type { CustomerRecord } from '../customer/customer-record.js';
import { fullNameOf } from '../customer/full-name.js';
import { customerByEmail, pageOfCustomers } from '../customer/load-customer.js';
import type { PersonRecord } from '../customer/person-record.js';
import { recordsByVendor } from '../customer/records-by-vendor.js';
import { unifiedContactValue, unifiedList, unifiedValue } from '../customer/unified-value.js';
import { unifiedEmails, unifiedPhones } from '../customer/unify.js';
import { toConnection } from '../lists/connection.js';
import { listOf } from '../lists/list-identity.js';
import { Scope } from '../scope.js';

@Resolver(() => Customer)
export class CustomerResolver {
  @Scope('customers:read')
  @Asks(personByEmail)
  @Query(() => Customer, {
    nullable: true,
    description: 'The person with an e-mail address; null when no vendor knows the address.',
  })
  customer(
    @Arg('email', () => GraphQLEmailAddress) email: string,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CustomerRecord | null> {
    return customerByEmail(email, context, info);
  }

  @Scope('customers:read')
  @Asks(pageOfPeople)
  @Query(() => CustomerConnection, {
    nullable: true,
    description: 'The people in the system of record, each with what the other vendors know.',
  })
  async customers(
    @Args(() => ListArguments) args: ListArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<CustomerRecord>> {
    return toConnection(await pageOfCustomers(args, context, info), listOf(info, args), args.after != null);
  }

  @FieldResolver()
  fullName(
    @Root() customer: CustomerRecord,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): string | null {
    return unifiedValue('fullName', customer, fullNameOf, context, info);
  }

  @FieldResolver()
  emails(@Root() customer: CustomerRecord, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo): string[] {
    return unifiedList('emails', customer, unifiedEmails, context, info);
  }

  @FieldResolver()
  phones(
    @Root() customer: CustomerRecord,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): PhoneNumberRecord[] {
    return unifiedList('phones', customer, unifiedPhones, context, info);
  }

  @FieldResolver()
  lifecycleStage(
    @Root() customer: CustomerRecord,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): LifecycleStage | null {
    const stage = unifiedContactValue('lifecycleStage', customer, (contact) => contact.lifecycleStage, context, info);
    return stage?.value ?? null;
  }

  @Asks(companyOfPeople)
  @FieldResolver(() => Company, { nullable: true })
  async company(
    @Root() customer: CustomerRecord,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Sourced<CompanyRecord> | null> {
    const id = unifiedContactValue('company', customer, (contact) => contact.companyId, context, info);
    if (id === null) return null;
    return answer(await context.sources.load('company.byId', id.from.record.source.connector, id.value), context, info);
  }

  @Asks(dealsOfPeople)
  @FieldResolver(() => DealConnection, { nullable: true, description: "The person's deals, over all CRMs." })
  deals(
    @Root() customer: CustomerRecord,
    @Args(() => EdgeArguments) args: EdgeArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Sourced<DealRecord>>> {
    return customerDeals(customer, args, context, info);
  }

  @Asks(recordsOfPeople)
  @FieldResolver(() => [VendorRecord], {
    nullable: 'itemsAndList',
    description: "Every vendor's record; null with its error for a vendor that failed.",
  })
  records(
    @Root() customer: CustomerRecord,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): (PersonRecord | Error)[] {
    return recordsByVendor(customer, context, info);
  }

  @Asks(consentsOfPeople)
  @FieldResolver(() => [Consent], {
    nullable: 'itemsAndList',
    description:
      "Every vendor's consents of each of the person's addresses; null with its error for a vendor that failed.",
  })
  consents(
    @Root() customer: CustomerRecord,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<(CustomerConsent | Error)[]> {
    return customerConsents(customer, context, info);
  }
}
