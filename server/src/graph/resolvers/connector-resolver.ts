import { CAPABILITIES, Connector, isCapability } from '@selvedge/schema';
import { Ctx, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { Scope } from '../scope.js';

@Resolver()
export class ConnectorResolver {
  @Scope('connectors:read')
  @Query(() => [Connector], { nullable: true, description: 'The vendors connected to this graph.' })
  connectors(@Ctx() { sources }: GraphContext): Connector[] {
    const capabilities = new Map<string, string[]>();
    for (const capability of Object.keys(CAPABILITIES).filter(isCapability)) {
      for (const id of sources.offering(capability)) {
        capabilities.set(id, [...(capabilities.get(id) ?? []), capability]);
      }
    }
    return [...capabilities].map(([id, offered]) => ({ id, version: sources.version(id), capabilities: offered }));
  }
}
