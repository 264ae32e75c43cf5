import type { Fault } from './expectation.ts';
import { firstAnswer } from './first-answer.ts';
import { QUERY_TEXTS, type Query } from './queries.ts';
import type { Target } from './target.ts';
import { writeScript } from './wrk-script.ts';

/**
 * Writes the script that asks a query over and over, once the server answers what is expected.
 * @throws Error that says what it answers instead
 */
export async function oneRequest(query: Query, fault: Fault, target: Target): Promise<void> {
  const { url, headers, textOf, child, script } = target;
  const body = JSON.stringify({ query: textOf?.(query) ?? QUERY_TEXTS[query] });
  const answer = await firstAnswer({ url, body, headers }, child, fault);
  await writeScript(script, { body, headers, answer });
}
