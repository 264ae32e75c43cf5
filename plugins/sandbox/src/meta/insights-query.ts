import { parseFiltering, parseJson } from './filtering.js';
import type { GraphNode, NodeType } from './graph.js';
import { invalidParameter } from './graph-error.js';
import { INSIGHTS_FIELDS } from './insights-row.js';
import { LEVELS, type Level } from './level.js';
import type { Params } from './params.js';

export interface InsightsQuery {
  level: Level;
  fields: readonly string[];
  /** ISO 8601 dates, both included. */
  since: string;
  until: string;
  /** Days in one row; Infinity for the whole range in one. */
  increment: number;
  /** Tested on ads: the ads whose figures are added up. */
  includes: (ad: GraphNode) => boolean;
}

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const DEFAULT_FIELDS = ['impressions', 'spend'];
const OWN_LEVEL: Readonly<Record<NodeType, Level>> = {
  AdAccount: 'account',
  Campaign: 'campaign',
  AdSet: 'adset',
  Ad: 'ad',
};

/**
 * Without `level`, the node's own; without `time_range`, the thirty days before today.
 *
 * @param now epoch milliseconds, for the default range.
 * @throws GraphError 100 for a parameter that cannot be read.
 */
export function parseInsightsQuery(node: GraphNode, params: Params, now: number): InsightsQuery {
  const level = LEVELS.find((known) => known === (params.level ?? OWN_LEVEL[node.type]));
  if (level === undefined) throw invalidParameter(`Param level must be one of {${LEVELS.join(', ')}}`);
  const fields = params.fields === undefined ? DEFAULT_FIELDS : params.fields.split(',').map((name) => name.trim());
  const unknown = fields.find((name) => !INSIGHTS_FIELDS.has(name));
  if (unknown !== undefined) {
    throw invalidParameter(
      `${unknown} is not valid for fields param. please check https://developers.facebook.com/docs/marketing-api/reference/ads-insights/ for all valid values`,
    );
  }
  return {
    level,
    fields,
    ...parseTimeRange(params.time_range, now),
    increment: parseIncrement(params.time_increment),
    includes: parseFiltering(params),
  };
}

function parseTimeRange(text: string | undefined, now: number): { since: string; until: string } {
  if (text === undefined) return { since: isoDate(now - DEFAULT_DAYS * DAY_MS), until: isoDate(now - DAY_MS) };
  const { since, until } = Object(parseJson('time_range', text)) as { since?: unknown; until?: unknown };
  if (!isDate(since) || !isDate(until)) {
    throw invalidParameter("Param time_range must hold since and until as dates 'YYYY-MM-DD'");
  }
  if (since > until) throw invalidParameter('The start date of time_range must not be after its end date');
  return { since, until };
}

function parseIncrement(text: string | undefined): number {
  if (text === undefined || text === 'all_days') return Number.POSITIVE_INFINITY;
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 90) return days;
  throw invalidParameter('Param time_increment must be all_days or a number of days from 1 to 90');
}

function isDate(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
}

function isoDate(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}
