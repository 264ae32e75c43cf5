import { PersonErased } from '@selvedge/schema';
import { GraphQLEmailAddress } from 'graphql-scalars';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { Asks } from '../asks/asks.js';
import { Scope } from '../scope.js';
import { underKey } from '../writes/attempt.js';
import { erasePerson } from '../writes/erase-person.js';
import { writeToAll } from '../writes/write-asks.js';

@Resolver()
export class ErasureResolver {
  @Scope('privacy:erase')
  @Asks(writeToAll('person.erase'))
  @Mutation(() => PersonErased, {
    nullable: true,
    description:
      'Asks the vendors to forget the person with an e-mail address. By this address alone: whoever has several, see ' +
      '`Customer.emails`, is to be erased by each.',
  })
  erasePerson(
    @Arg('email', () => GraphQLEmailAddress) email: string,
    @Arg('connectors', () => [String], {
      nullable: true,
      description: 'Ids of those to ask; default: all that can, and the result lists those that cannot.',
    })
    connectors: string[] | null | undefined,
    @Arg('idempotencyKey', () => String, { nullable: true }) idempotencyKey: string | null | undefined,
    @Ctx() { sources }: GraphContext,
  ): Promise<PersonErased> {
    return erasePerson(email, connectors, sources, underKey(idempotencyKey));
  }
}
