import { readFile } from 'node:fs/promises';

/** What the guide from one major of a connector to the next lists for its rollout. */
export interface ListedDifferences {
  /** Coordinates that the comparison flags, and how each differs. */
  readonly fields: ReadonlyMap<string, string>;
  /** Capabilities and jobs that the newer major has more; the gate shows them. */
  readonly gained: string[];
  /** Those that it has no more. */
  readonly lost: string[];
}

/** Reads the tables of the section "What a rollout shows". `guide`: name of the file, e.g. `hubspot-1-to-2`. */
export async function listedDifferences(guide: string): Promise<ListedDifferences> {
  const text = await readFile(new URL(`../../migrations-guides/${guide}.md`, import.meta.url), 'utf8');
  const section = /\n## What a rollout shows\n(.*?)\n## /s.exec(text)?.[1];
  if (section === undefined) throw new Error(`Expected the section "What a rollout shows" in the guide ${guide}.`);
  const capabilities = rowsOf(section, 'Capability');
  const named = (change: string) => capabilities.flatMap(([name, is]) => (is === change ? [name] : []));
  return { fields: new Map(rowsOf(section, 'Field')), gained: named('new'), lost: named('gone') };
}

/** First two cells of each row of the table whose first column is headed so. */
function rowsOf(section: string, head: string): (readonly [string, string])[] {
  const lines = section.split('\n');
  const begin = lines.findIndex((line) => line.startsWith(`| ${head} |`));
  if (begin === -1) return [];
  const after = lines.slice(begin + 2);
  const end = after.findIndex((line) => !line.startsWith('|'));
  return after.slice(0, end === -1 ? after.length : end).map((line) => {
    const [, name = '', is = ''] = line.split('|').map((cell) => cell.trim());
    return [name.replaceAll('`', ''), is];
  });
}
