import { readFile } from 'node:fs/promises';
import { buildGraph } from '../../graph/build-graph.js';
import { changesBetween } from './changes-between.js';
import { changesAsMarkdown, withChanges } from './guide-table.js';
import { MAJORS } from './majors.js';
import { printView } from './print-view.js';

/** Root of the repository, seen from the sources and from the build alike. */
export const REPOSITORY = new URL('../../../../', import.meta.url);

/** A committed file that is made from the graph. */
export interface GeneratedFile {
  /** Relative to the repository. */
  path: string;
  text: string;
}

/** Path of a major's snapshot: the view as it is now. */
export const snapshotPath = (major: number): string => `schema/v${major}.graphql`;

/** The snapshots and the migration guides, as they should stand in the repository now. */
export async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  const snapshots = MAJORS.map(async ({ number }) => ({ path: snapshotPath(number), text: await printView(number) }));
  const guides = MAJORS.slice(1).map(({ number }) => guide(number - 1, number));
  return Promise.all([...snapshots, ...guides]);
}

async function guide(earlier: number, later: number): Promise<GeneratedFile> {
  const path = `migrations-guides/graph-v${earlier}-to-v${later}.md`;
  const changes = changesBetween(await buildGraph(), earlier, later);
  const written = await readFile(new URL(path, REPOSITORY), 'utf8');
  return { path, text: withChanges(written, changesAsMarkdown(changes, earlier, later)) };
}
