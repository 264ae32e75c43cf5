import { type ApiVersion, hasField } from './api-version.js';
import { cursorPage } from './cursor-page.js';
import type { FieldRequest } from './fields.js';
import { parseEffectiveStatus } from './filtering.js';
import type { GraphNode } from './graph.js';
import { invalidParameter } from './graph-error.js';

/** Where an answer is read: at which version and below which address. */
export interface Reading {
  version: ApiVersion;
  /** Of the version, for the addresses of further pages. */
  baseUrl: string;
}

/**
 * A node with the fields that were asked for and its id, which always comes; unset fields are left out.
 *
 * @throws GraphError 100 for a field that the node's type does not have.
 */
export function renderNode(node: GraphNode, requested: readonly FieldRequest[], reading: Reading): object {
  const rendered: Record<string, unknown> = {};
  for (const field of requested) {
    const value = renderField(node, field, reading);
    if (value !== null && value !== undefined) rendered[field.name] = value;
  }
  return { ...rendered, id: node.id };
}

function renderField(node: GraphNode, request: FieldRequest, reading: Reading): unknown {
  const { name, fields, modifiers } = request;
  if (!hasField(reading.version, node.type, name)) throw unknownField(node, name);
  if (Object.hasOwn(node.values, name)) return node.values[name];
  const parent = node.parents[name];
  if (parent !== undefined) {
    const found = parent();
    return found && renderNode(found, fields, reading);
  }
  const edge = node.edges[name];
  if (edge === undefined) throw unknownField(node, name);
  const children = edge().filter(parseEffectiveStatus(modifiers));
  const page = cursorPage(children, modifiers, (cursor) => edgeUrl(reading.baseUrl, node, request, cursor));
  return { ...page, data: page.data.map((child) => renderNode(child, fields, reading)) };
}

/** An expanded list goes on at the edge itself, with the fields of the expansion. */
function edgeUrl(baseUrl: string, node: GraphNode, { name, modifiers, fields }: FieldRequest, cursor: object): string {
  const query = new URLSearchParams({ ...modifiers, ...cursor });
  if (fields.length > 0) query.set('fields', writeFields(fields));
  return `${baseUrl}/${node.id}/${name}?${query}`;
}

function writeFields(fields: readonly FieldRequest[]): string {
  return fields
    .map(({ name, modifiers, fields: nested }) => {
      const written = Object.entries(modifiers).map(([modifier, value]) => `.${modifier}(${value})`);
      return `${name}${written.join('')}${nested.length === 0 ? '' : `{${writeFields(nested)}}`}`;
    })
    .join(',');
}

function unknownField(node: GraphNode, name: string) {
  return invalidParameter(`Tried accessing nonexisting field (${name}) on node type (${node.type})`);
}
