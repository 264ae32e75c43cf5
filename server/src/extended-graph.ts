import type { CatalogueProblem, ConnectorChoice } from './connectors/index.js';
import { buildGraph, extendGraph } from './graph/index.js';

export interface ExtendedGraph {
  graph: Awaited<ReturnType<typeof buildGraph>>;
  problems: readonly CatalogueProblem[];
}

/** The graph with what the stable versions of the chosen connectors add to it. */
export async function extendedGraph(choices: ReadonlyMap<string, ConnectorChoice>): Promise<ExtendedGraph> {
  const extensions = [...choices.values()].flatMap(({ id, stable: { definition } }) =>
    definition.graph === undefined
      ? []
      : [{ connector: id, sdl: definition.graph, capabilities: Object.keys(definition.capabilities) }],
  );
  const { graph, problems } = extendGraph(await buildGraph(), extensions);
  return {
    graph,
    problems: problems.map((problem) => ({ ...problem, path: ['connectors', problem.connector, 'version'] })),
  };
}
