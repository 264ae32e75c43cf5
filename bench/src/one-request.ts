import { isDeepStrictEqual } from 'node:util';
import { firstAnswer } from './first-answer.ts';
import { QUERY_TEXTS, type Query } from './queries.ts';
import { expectedData, withTextIds } from './records.ts';
import type { Target } from './target.ts';
import { writeScript } from './wrk-script.ts';

/**
 * Writes the script that asks a query over and over, once the server answers what is expected.
 * @throws Error that says what it answers instead
 */
export async function oneRequest(query: Query, { url, headers, textOf, child, script }: Target): Promise<void> {
  const body = JSON.stringify({ query: textOf?.(query) ?? QUERY_TEXTS[query] });
  const answer = await firstAnswer({ url, body, headers }, child, (found) => faultOf(found, query));
  await writeScript(script, { body, headers, answer });
}

/** What is wrong with an answer; null for nothing. */
function faultOf(answer: unknown, query: Query): string | null {
  const { data } = answer as { data?: unknown };
  return isDeepStrictEqual(withTextIds(data), withTextIds(expectedData(query))) ? null : 'unexpected data';
}
