import { readFile } from 'node:fs/promises';
import { buildSchema } from 'graphql';
import { incompatibilities } from './compatibility.js';
import { REPOSITORY } from './generated-files.js';

/** Path of a major as callers last got it in a release. */
export const releasedPath = (major: number): string => `schema/released/v${major}.graphql`;

/** SDL of the major's last release; null before its first one. */
export async function readReleased(major: number): Promise<string | null> {
  try {
    return await readFile(new URL(releasedPath(major), REPOSITORY), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * The text that records a snapshot as released.
 *
 * @param released what the major's last release recorded; null at its first
 * @param snapshot SDL of the view to be released
 * @throws Error naming every change that would break or may surprise the callers of that last release
 */
export function releasedText(major: number, version: string, released: string | null, snapshot: string): string {
  const found = released === null ? [] : incompatibilities(major, buildSchema(released), buildSchema(snapshot));
  if (found.length > 0) throw new Error(incompatible(major, found));
  return [
    `# v${major} as released with Selvedge ${version}. Written by \`npm run schema:release\`, never by hand:`,
    '# every later release must stay compatible with it.',
    '',
    snapshot,
  ].join('\n');
}

/** What to say when a major no longer honours its release. */
export function incompatible(major: number, found: readonly string[]): string {
  return [
    `Expected v${major} to stay compatible with its release (${releasedPath(major)}), but:`,
    ...found.map((change) => `  - ${change}`),
    'Keep the old member and give it a @Lifecycle with `removedIn` and `deprecated`; a dangerous change that callers',
    'can bear is entered in server/src/operation/views/compatibility.ts.',
  ].join('\n');
}
