import { cursorPage } from './cursor-page.js';
import type { FieldRequest } from './fields.js';
import { parseEffectiveStatus } from './filtering.js';
import type { GraphNode } from './graph.js';
import { invalidParameter } from './graph-error.js';

/**
 * A node with the fields that were asked for and its id, which always comes; unset fields are left out.
 *
 * @throws GraphError 100 for a field that the node's type does not have.
 */
export function renderNode(node: GraphNode, requested: readonly FieldRequest[], baseUrl: string): object {
  const rendered: Record<string, unknown> = {};
  for (const field of requested) {
    const value = renderField(node, field, baseUrl);
    if (value !== null && value !== undefined) rendered[field.name] = value;
  }
  return { ...rendered, id: node.id };
}

function renderField(node: GraphNode, request: FieldRequest, baseUrl: string): unknown {
  const { name, fields, modifiers } = request;
  if (Object.hasOwn(node.values, name)) return node.values[name];
  const parent = node.parents[name];
  if (parent !== undefined) {
    const found = parent();
    return found && renderNode(found, fields, baseUrl);
  }
  const edge = node.edges[name];
  if (edge === undefined) throw unknownField(node, name);
  const children = edge().filter(parseEffectiveStatus(modifiers));
  const page = cursorPage(children, modifiers, (cursor) => edgeUrl(baseUrl, node, request, cursor));
  return { ...page, data: page.data.map((child) => renderNode(child, fields, baseUrl)) };
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
