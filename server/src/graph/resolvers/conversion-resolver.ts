import { ConversionEventInput, ConversionsSent } from '@selvedge/schema';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { Asks } from '../asks/asks.js';
import { chooseSomeConnectors } from '../lists/choose-connectors.js';
import { Scope } from '../scope.js';
import { checkCount, MOST_RECORDS } from '../writes/check-count.js';
import { sendConversions } from '../writes/send-conversions.js';
import { writeToAll } from '../writes/write-asks.js';

@Resolver()
export class ConversionResolver {
  @Scope('conversions:write')
  @Asks(writeToAll('conversion.send', 'events'))
  @Mutation(() => ConversionsSent, {
    nullable: true,
    description: `Tells conversions to ad platforms, at most ${MOST_RECORDS} at once. Each event has its own outcome.`,
  })
  async sendConversions(
    @Arg('events', () => [ConversionEventInput]) events: ConversionEventInput[],
    @Arg('connectors', () => [String], {
      nullable: true,
      description: 'Ids of the platforms to tell; default: all that take conversions.',
    })
    connectors: string[] | null | undefined,
    @Ctx() { sources }: GraphContext,
  ): Promise<ConversionsSent> {
    checkCount(events, 'events');
    const destinations = chooseSomeConnectors('conversion.send', connectors, sources);
    return { results: await sendConversions(events, destinations, sources) };
  }
}
