import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { buildGraph } from '../../graph/build-graph.js';
import { viewOf } from './view.js';

/** SDL of a major as it is served, ending in a newline. The same graph always gives the same text. */
export async function printView(major: number): Promise<string> {
  return sdlOf(viewOf(await buildGraph(), major));
}

/** SDL with descriptions and deprecations, types and members in alphabetical order. */
export function sdlOf(view: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(view))}\n`;
}
