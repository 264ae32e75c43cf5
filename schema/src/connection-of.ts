import { Field, ObjectType } from 'type-graphql';
import { PageInfo } from './page-info.js';

/** One item of a connection. A node that could not be read is null, with the error at its path. */
export interface Edge<N> {
  cursor: string;
  node: N | Error | null;
}

/** A page of a list, as Relay's cursor connections specification has it. */
export interface Connection<N> {
  edges: readonly Edge<N>[];
  pageInfo: PageInfo;
}

type NodeClass = abstract new () => object;

/** Makes the GraphQL types `<Node>Connection` and `<Node>Edge`; once for each node class. */
export function connectionOf(node: NodeClass): new () => Connection<unknown> {
  const edge = edgeOf(node);

  @ObjectType(`${node.name}Connection`, { simpleResolvers: true, description: `A page of a list of ${node.name}.` })
  class NodeConnection implements Connection<unknown> {
    @Field(() => [edge])
    edges!: readonly Edge<unknown>[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;
  }
  return NodeConnection;
}

function edgeOf(node: NodeClass): new () => Edge<unknown> {
  @ObjectType(`${node.name}Edge`, { simpleResolvers: true, description: `One ${node.name} of a page.` })
  class NodeEdge implements Edge<unknown> {
    @Field(() => String, { description: 'Give it as `after` to read on from here.' })
    cursor!: string;

    @Field(() => node, { nullable: true })
    node!: unknown;
  }
  return NodeEdge;
}
