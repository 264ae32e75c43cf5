import { ask, firstAnswer } from './first-answer.ts';
import { PEOPLE, PEOPLE_QUERY, readsOf, writeOf } from './mixed-operations.ts';
import { writeMixedScript } from './mixed-script.ts';
import type { WriteLoad } from './target.ts';
import { shuffled, zipf } from './zipf.ts';

const WRITE_SHARE = 0.02;
const SEED = 20_260_101;

/**
 * A thousand operations with their variables drawn by Zipf and a write in fifty requests, once the server tells who there is
 * and shows a write to who reads after it.
 */
export const mixedTraffic: WriteLoad = async ({ url, headers, child, script }) => {
  const body = JSON.stringify({ query: PEOPLE_QUERY });
  const people = await firstAnswer({ url, body, headers }, child, (answer) => {
    const found = emailsOf(answer).length;
    return found === PEOPLE ? null : `expected ${PEOPLE} people with an address, got ${found}`;
  });
  const reads = shuffled(readsOf(emailsOf(JSON.parse(people))), SEED);
  const [{ email, body: read } = { email: '', body: '' }] = reads;
  await ask({ url, headers, body: read });
  const written = await ask({ url, headers, body: writeOf(email, 'V1') });
  const shown = await ask({ url, headers, body: read });
  if (!shown.includes('"familyName":"V1"'))
    throw new Error(`expected to read what was written, got ${shown.slice(0, 300)} after ${written.slice(0, 300)}`);
  await writeMixedScript(script, { reads, shares: zipf(reads.length), writes: WRITE_SHARE, headers, seed: SEED });
};

function emailsOf(answer: unknown): readonly string[] {
  const { data } = answer as { data?: { contacts?: { edges: readonly { node: { emails: readonly string[] } }[] } } };
  const edges = data?.contacts?.edges ?? [];
  return [...new Set(edges.flatMap(({ node }) => node.emails.slice(0, 1)))];
}
