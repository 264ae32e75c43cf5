import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { OverviewResolver } from './resolvers/overview-resolver.js';
import { RolloutChangeResolver } from './resolvers/rollout-change-resolver.js';
import { RolloutResolver } from './resolvers/rollout-resolver.js';

let built: Promise<GraphQLSchema> | undefined;

/**
 * The schema of admins, apart from the public graph. type-graphql's metadata is process-wide: each schema names its resolvers, and
 * holds what they reach and nothing else. Built once a process.
 */
export function adminSchema(): Promise<GraphQLSchema> {
  built ??= buildSchema({
    resolvers: [RolloutResolver, RolloutChangeResolver, OverviewResolver],
    orphanedTypes: [],
    validate: false,
    pubSub: NOBODY_PUBLISHES,
  });
  return built;
}

/** type-graphql wants one wherever there are subscriptions; ours have a source of their own. */
const NOBODY_PUBLISHES = {
  publish(): void {},
  subscribe(topic: string): AsyncIterable<unknown> {
    throw new Error(`Expected a subscription with a source of its own, got one of topic "${topic}".`);
  },
};
