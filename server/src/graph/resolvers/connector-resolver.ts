import { CAPABILITIES, Connector, isCapability } from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Info, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { ownCapabilitiesOf } from '../extensions/own-capabilities.js';
import { Scope } from '../scope.js';

@Resolver()
export class ConnectorResolver {
  @Scope('connectors:read')
  @Query(() => [Connector], { nullable: true, description: 'The vendors connected to this graph.' })
  connectors(@Ctx() { sources }: GraphContext, @Info() { schema }: GraphQLResolveInfo): Connector[] {
    const capabilities = new Map<string, string[]>();
    for (const capability of [...Object.keys(CAPABILITIES).filter(isCapability), ...ownCapabilitiesOf(schema)]) {
      for (const id of sources.offering(capability)) {
        capabilities.set(id, [...(capabilities.get(id) ?? []), capability]);
      }
    }
    return [...capabilities].map(([id, offered]) => ({ id, version: sources.version(id), capabilities: offered }));
  }
}
