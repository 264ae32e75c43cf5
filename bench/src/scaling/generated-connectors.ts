/** A connector that is written for a measurement. */
export interface GeneratedConnector {
  id: string;
  /** Text of its only module. */
  module: string;
}

/** Fields of one generated type, with the root field that leads to it. */
const FIELDS_A_TYPE = 10;

/** A connector with a root field and a type of its own; `number` tells it from others, up to four digits. */
export function smallConnector(number: number): GeneratedConnector {
  const digits = String(number).padStart(4, '0');
  const id = `scaling-${digits}`;
  return { id, module: moduleOf(id, graphOf(`scaling${digits}`, `Scaling${digits}`, FIELDS_A_TYPE)) };
}

/** One connector that adds so many fields to the graph. */
export function fieldsConnector(count: number): GeneratedConnector {
  const parts = Array.from({ length: Math.ceil(count / FIELDS_A_TYPE) }, (_, at) =>
    graphOf(`fieldsThing${at}`, `FieldsThing${at}`, Math.min(FIELDS_A_TYPE, count - at * FIELDS_A_TYPE)),
  );
  return { id: 'fields', module: moduleOf('fields', parts.join('\n')) };
}

/** SDL of `count` fields: a root field, and those of the type that it leads to, of which there is one at least. */
function graphOf(field: string, type: string, count: number): string {
  const names = Array.from({ length: Math.max(1, count - 1) }, (_, at) => `  field${at}: String`);
  const root = `extend type Query {\n  ${field}: [${type}] @capability(name: "$ID/all", scope: "crm:read", size: 10)\n}`;
  return `${root}\ntype ${type} {\n${names.join('\n')}\n}`;
}

function moduleOf(id: string, graph: string): string {
  return `import { defineConnector } from '@selvedge/connector-api';

export default defineConnector({
  id: '${id}',
  baseUrl: 'https://${id}.example',
  credential: { type: 'bearer' },
  classify: () => null,
  graph: ${JSON.stringify(graph.replaceAll('$ID', id))},
  capabilities: {
    '${id}/all': { maxBatch: 100, callsPerBatch: () => 0, run: async (inputs) => inputs.map(() => []) },
  },
});
`;
}
