import { callsSaved } from './calls-saved.ts';
import { markdown } from './markdown.ts';
import type { Row } from './result.ts';
import { GRAPH_ON_APOLLO, GRAPH_ON_APOLLO_CACHED, SELVEDGE, SELVEDGE_CACHED } from './selvedge.ts';

/** Each contender with a cache, and the same one without. */
const TWINS: Readonly<Record<string, string>> = {
  [SELVEDGE_CACHED]: SELVEDGE,
  [GRAPH_ON_APOLLO_CACHED]: GRAPH_ON_APOLLO,
};

/** What mixed traffic tells of caches, as a Markdown table; null for a row of other traffic. */
export function mixedTableOf({ cells }: Row): string | null {
  const lines = cells.flatMap((cell) => {
    if (cell.mixed === undefined) return [];
    const twin = cells.find(({ contender }) => contender === TWINS[cell.contender]);
    const saved = twin === undefined ? null : callsSaved(cell, twin);
    const { writes, stale } = cell.mixed;
    return [[cell.contender, saved === null ? '–' : `${(100 * saved).toFixed(1)} %`, String(writes), String(stale)]];
  });
  return lines.length === 0 ? null : markdown(['', 'vendor calls saved', 'writes', 'stale answers'], lines);
}
