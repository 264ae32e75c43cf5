import type { GraphNode } from './graph.js';
import { invalidParameter } from './graph-error.js';
import type { Params } from './params.js';

/** Operators by what they ask of a field's text. */
const OPERATORS: Readonly<Record<string, (actual: string, wanted: readonly string[]) => boolean>> = {
  EQUAL: (actual, wanted) => wanted.length === 1 && wanted[0] === actual,
  IN: (actual, wanted) => wanted.includes(actual),
  NOT_IN: (actual, wanted) => !wanted.includes(actual),
  CONTAIN: (actual, [part = '']) => actual.toLowerCase().includes(part.toLowerCase()),
};

/** Reads the text that a filter's field has on a node; undefined when the node has no such field. */
type FieldReader = (node: GraphNode) => string | undefined;

const FIELDS: Readonly<Record<string, FieldReader>> = {
  id: (node) => node.id,
  name: (node) => textOf(node.values.name),
  effective_status: (node) => textOf(node.values.effective_status),
  'campaign.id': (node) => (node.type === 'Campaign' ? node.id : textOf(node.values.campaign_id)),
  'adset.id': (node) => (node.type === 'AdSet' ? node.id : textOf(node.values.adset_id)),
  'ad.id': (node) => (node.type === 'Ad' ? node.id : undefined),
};

/** Which nodes satisfy all of `filtering`. @throws GraphError 100 for a filter that cannot be read. */
export function parseFiltering({ filtering }: Params): (node: GraphNode) => boolean {
  if (filtering === undefined) return () => true;
  const conditions = parseJson('filtering', filtering);
  if (!Array.isArray(conditions)) throw invalidParameter('Param filtering must be an array.');
  const tests = conditions.map(parseCondition);
  return (node) => tests.every((test) => test(node));
}

/**
 * Which nodes a list shows: those of the statuses that `effective_status` names. Without it, archived ones are left
 * out, unless `filtering` asks for statuses itself.
 */
export function parseEffectiveStatus({ effective_status: wanted, filtering }: Params): (node: GraphNode) => boolean {
  if (wanted === undefined) {
    const asked = filtering?.includes('effective_status') ?? false;
    return (node) => asked || node.values.effective_status !== 'ARCHIVED';
  }
  const statuses = parseJson('effective_status', wanted);
  if (!Array.isArray(statuses)) throw invalidParameter('Param effective_status must be an array.');
  return (node) => statuses.includes(node.values.effective_status);
}

/** @throws GraphError 100 when the parameter is no JSON. */
export function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidParameter(`Param ${name} must be valid JSON.`);
  }
}

function parseCondition(condition: unknown): (node: GraphNode) => boolean {
  const { field, operator, value } = Object(condition) as { field?: unknown; operator?: unknown; value?: unknown };
  const read = FIELDS[String(field)];
  if (read === undefined) throw invalidParameter(`Filtering field ${JSON.stringify(field)} is invalid.`);
  const matches = OPERATORS[String(operator)];
  if (matches === undefined) throw invalidParameter(`Filtering operator ${JSON.stringify(operator)} is invalid.`);
  const wanted = (Array.isArray(value) ? value : [value]).map(String);
  return (node) => {
    const actual = read(node);
    return actual !== undefined && matches(actual, wanted);
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
