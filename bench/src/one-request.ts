import { expectationOf } from './expectation.ts';
import { firstAnswer } from './first-answer.ts';
import { QUERY_TEXTS, type Query } from './queries.ts';
import type { WriteLoad } from './target.ts';
import { writeScript } from './wrk-script.ts';

/** Asks a query over and over, once the server answers what is expected. */
export function oneRequest(query: Query): WriteLoad {
  const fault = expectationOf(query);
  return async ({ url, headers, textOf, child, script }) => {
    const body = JSON.stringify({ query: textOf?.(query) ?? QUERY_TEXTS[query] });
    const answer = await firstAnswer({ url, body, headers }, child, fault);
    await writeScript(script, { body, headers, answer });
  };
}
