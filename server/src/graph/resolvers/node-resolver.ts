import { Node, type RecordSource } from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../ports/index.js';
import { answer } from '../answer.js';
import { Asks } from '../asks/asks.js';
import { customerById } from '../customer/load-customer.js';
import { decodeGlobalId, encodeGlobalId, type GlobalId, type NodeKind } from '../global-id.js';
import { nodeById } from '../node-asks.js';
import { BY_ID } from '../node-capabilities.js';
import { Scope, type ScopeName } from '../scope.js';

const SCOPE_OF: Readonly<Record<NodeKind, ScopeName>> = {
  Customer: 'customers:read',
  Contact: 'crm:read',
  Company: 'crm:read',
  Deal: 'crm:read',
  Owner: 'crm:read',
  Audience: 'email:read',
  AudienceMember: 'email:read',
  Event: 'email:read',
  EmailCampaign: 'email:read',
  AdCampaign: 'ads:read',
  AdSet: 'ads:read',
  Ad: 'ads:read',
};

@Resolver(() => Node)
export class NodeResolver {
  @Scope(({ id }) => SCOPE_OF[decodeGlobalId(String(id)).kind])
  @Asks(nodeById)
  @Query(() => Node, { nullable: true, description: 'Anything by its global id.' })
  node(
    @Arg('id', () => ID) id: string,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    return loadNode(decodeGlobalId(id), context, info);
  }
}

/** Global id of a record. */
export function globalIdOf(record: object): string {
  const { kind, source, id } = record as { kind: NodeKind; source: RecordSource; id: string };
  return encodeGlobalId({ kind, connector: source.connector, id });
}

async function loadNode(
  { kind, connector, id }: GlobalId,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<object | null> {
  if (kind === 'Customer') return await customerById(connector, id, context, info);
  return answer(await context.sources.load(BY_ID[kind], connector, id), context, info);
}
