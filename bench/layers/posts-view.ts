import type { CapabilityName } from '@selvedge/schema';
import type { GraphQLSchema } from '../../node_modules/graphql/index.js';
import type { Connector } from '../../plugins/connector-api/dist/index.js';
import { buildGraph, extendGraph } from '../../server/dist/graph/index.js';
import { createTrail, viewOf } from '../../server/dist/operation/index.js';
import type { Answer, GraphContext, Outcome, Sources } from '../../server/dist/ports/index.js';
import { QUERY_TEXTS, type Query } from '../src/queries.ts';
import { GREETING, posts, users } from '../src/records.ts';
import { CALLER } from './caller.ts';
import { ready } from './ready-versions.ts';

/** The queries as the gateway's graph has them. */
export const POSTS_QUERIES: Readonly<Record<Query, string>> = { ...QUERY_TEXTS, Q1: '{ greet: postsGreeting }' };

/** The newest major of the graph with what the posts' connector adds to it. */
export async function postsView(): Promise<GraphQLSchema> {
  const module: { default: Connector } = await import(new URL('../connector-posts/index.js', import.meta.url).href);
  const { id: connector, graph: sdl = '', capabilities } = module.default;
  const extension = { connector, sdl, capabilities: Object.keys(capabilities) };
  const { graph, problems } = extendGraph(await buildGraph(), [extension]);
  if (problems[0]) throw new Error(problems[0].message);
  return viewOf(graph, CALLER.apiMajor);
}

/** What the resolvers of one operation see. */
export function contextOf(): GraphContext {
  return { caller: CALLER, sources, settings: SETTINGS, trail: createTrail(false), bulk: NO_BULK, now: Date.now };
}

const SETTINGS = { systemOfRecord: null, precedence: {}, rates: null };

const all = ready(posts);
const greeting = ready(GREETING);
const eachUser = users.map(ready);

/** Has every answer ready, without batching, routing or a guard. */
const sources: Sources = {
  load: async (capability, _connector, input) => answerTo(capability, input),
  loadMany: async (capability, _connector, inputs) => inputs.map((input) => answerTo(capability, input)),
  offering: () => ['posts'],
  largestBatch: () => 100,
  callsFor: () => 1,
  job: () => null,
  version: () => '1.0.0',
};

function answerTo<C extends CapabilityName>(capability: C, input: unknown): Outcome<Answer<C>> {
  const name: string = capability;
  const outcome = name === 'posts/all' ? all : name === 'posts/greeting' ? greeting : eachUser[(input as number) - 1];
  return outcome as Outcome<Answer<C>>;
}

const NO_BULK: GraphContext['bulk'] = {
  start: () => Promise.reject(new Error('Expected queries only, got a bulk job')),
  find: async () => null,
  results: async () => null,
  upload: async () => 'JOB_NOT_FOUND',
  running: 0,
  ended: async () => {},
};
