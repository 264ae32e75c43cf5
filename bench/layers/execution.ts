import { bench, do_not_optimize, group, summary } from 'mitata';
import { type DocumentNode, execute, type GraphQLSchema, parse, validate } from '../../node_modules/graphql/index.js';
import { executePlan, plansOf } from '../../server/dist/operation/compiled/index.js';
import { costPlans, estimate } from '../../server/dist/operation/cost/index.js';
import type { Query } from '../src/queries.ts';
import { contextOf, POSTS_QUERIES, postsView } from './posts-view.ts';

/** Executing and reckoning Q1 to Q3 over ready data: by a compiled plan, which writes JSON, and by graphql-js with JSON.stringify. */
export async function addExecution(): Promise<void> {
  const view = await postsView();
  for (const query of ['Q1', 'Q2', 'Q3'] as const) await addQuery(query, view);
}

async function addQuery(query: Exclude<Query, 'Q4'>, view: GraphQLSchema): Promise<void> {
  const document = parse(POSTS_QUERIES[query]);
  const [problem] = validate(view, document);
  if (problem) throw problem;
  const byPlan = planned(view, document);
  const byGraphqlJs = async () =>
    JSON.stringify((await execute({ schema: view, document, contextValue: contextOf() })).data);
  const [ours, theirs] = [await byPlan(), await byGraphqlJs()];
  if (ours !== theirs)
    throw new Error(`Expected one answer to ${query}, got ${ours.slice(0, 200)} and ${theirs.slice(0, 200)}`);
  const planFor = costPlans(view, document, null);

  group(query, () => {
    summary(() => {
      bench(`${query} by a compiled plan`, async () => do_not_optimize(await byPlan()));
      bench(`${query} by graphql-js`, async () => do_not_optimize(await byGraphqlJs()));
    });
    bench(`${query}: estimate of its cost`, () => {
      const { plan, variables } = planFor({});
      do_not_optimize(estimate(plan, variables, contextOf()));
    });
  });
}

function planned(schema: GraphQLSchema, document: DocumentNode): () => Promise<string> {
  const plan = plansOf({ schema, document, operationName: null, compileAfter: 0 }).for({});
  if (plan === null) throw new Error('Expected a query that plans cover, but it is not one');
  return async () => (await executePlan(plan, contextOf(), {})).text();
}
