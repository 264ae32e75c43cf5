import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiVersion } from './api-version.js';
import { requireAccount } from './credentials.js';
import { cursorPage } from './cursor-page.js';
import { parseFields } from './fields.js';
import { parseEffectiveStatus, parseFiltering } from './filtering.js';
import type { Graph, GraphNode } from './graph.js';
import { GraphError, invalidParameter, unknownNode } from './graph-error.js';
import type { createInsights } from './insights.js';
import { parseInsightsQuery } from './insights-query.js';
import { wireRow } from './insights-row.js';
import { paramsOf, requestUrlWith } from './params.js';
import { type Reading, renderNode } from './render-node.js';
import { type ReportRuns, requireCompleted } from './report-runs.js';

const MAX_IDS = 50;

interface OfNode {
  Params: { id: string };
}

/** What all versions share. */
export interface GraphParts {
  graph: Graph;
  insights: ReturnType<typeof createInsights>;
  runs: ReportRuns;
  /** Epoch milliseconds. */
  now: () => number;
}

/** Nodes by id, their edges, and reports, at one version. */
export function registerGraph(scope: FastifyInstance, version: ApiVersion, parts: GraphParts): void {
  const { graph, insights, runs, now } = parts;

  scope.get('/', async (request) => {
    const { ids, fields } = paramsOf(request);
    const nodes = (ids ?? '').split(',').filter((id) => id !== '');
    if (nodes.length === 0) throw invalidParameter('The parameter ids is required');
    if (nodes.length > MAX_IDS) {
      throw invalidParameter(`Too many IDs requested. Maximum: ${MAX_IDS}. Provided: ${nodes.length}.`);
    }
    const requested = parseFields(fields);
    const rendered = nodes.map((id) => [id, renderNode(aliasedNode(graph, id), requested, reading(request))]);
    return Object.fromEntries(rendered);
  });

  scope.get<OfNode>('/:id', async (request) => {
    const run = runs.find(requireAccount(request), request.params.id);
    if (run !== undefined) return runs.poll(run);
    const node = existingNode(graph, request.params.id);
    return renderNode(node, parseFields(paramsOf(request).fields), reading(request));
  });

  scope.get<OfNode>('/:id/insights', async (request) => {
    const params = paramsOf(request);
    const run = runs.find(requireAccount(request), request.params.id);
    const { node, query } = run === undefined ? reportOn(request) : requireCompleted(run);
    const page = cursorPage(insights(node, query), params, (cursor) => requestUrlWith(request, cursor));
    return { ...page, data: page.data.map((row) => wireRow(row, query.fields, query.level, graph)) };
  });

  scope.post<OfNode>('/:id/insights', async (request) => {
    const { node, query } = reportOn(request);
    return { report_run_id: runs.start(requireAccount(request), node, query).id };
  });

  scope.get<{ Params: { id: string; edge: string } }>('/:id/:edge', async (request) => {
    const params = paramsOf(request);
    const node = existingNode(graph, request.params.id);
    const edge = node.edges[request.params.edge];
    if (edge === undefined) {
      throw invalidParameter(`Tried accessing nonexisting field (${request.params.edge}) on node type (${node.type})`);
    }
    const requested = parseFields(params.fields);
    const nodes = edge().filter(parseEffectiveStatus(params)).filter(parseFiltering(params));
    const page = cursorPage(nodes, params, (cursor) => requestUrlWith(request, cursor));
    return { ...page, data: page.data.map((each) => renderNode(each, requested, reading(request))) };
  });

  function reportOn(request: FastifyRequest<OfNode>) {
    const node = existingNode(graph, request.params.id);
    return { node, query: parseInsightsQuery(node, paramsOf(request), now()) };
  }

  function reading(request: FastifyRequest): Reading {
    return { version, baseUrl: `${request.protocol}://${request.host}${scope.prefix}` };
  }
}

function existingNode(graph: Graph, id: string): GraphNode {
  const node = graph.find(id);
  if (node === undefined) throw unknownNode(id);
  return node;
}

/** In a look-up of many, a word that is no id is taken for an alias; either way one unknown id fails the whole call. */
function aliasedNode(graph: Graph, id: string): GraphNode {
  if (/^(act_)?\d+$/.test(id)) return existingNode(graph, id);
  throw new GraphError(803, `(#803) Some of the aliases you requested do not exist: ${id}`);
}
