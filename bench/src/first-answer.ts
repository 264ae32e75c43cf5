import type { PinnedProcess } from './pinned-process.ts';
import { headersOf } from './wrk-script.ts';

export interface Asked {
  url: string;
  /** JSON of the request. */
  body: string;
  headers: Readonly<Record<string, string>>;
}

/** Time that a server has to begin to answer, milliseconds. */
const START_MS = 20_000;

/** Asks with POST; the answer's text, whatever its status. */
export async function ask({ url, body, headers }: Asked): Promise<string> {
  return (await fetch(url, { method: 'POST', headers: headersOf(headers), body })).text();
}

/**
 * The text of the first answer that is what is expected, to which every later one is compared.
 * `fault` says what is wrong with an answer's JSON, null for nothing.
 * @throws Error that says what came instead, once the server has ended or has had its time
 */
export async function firstAnswer(
  asked: Asked,
  child: PinnedProcess,
  fault: (answer: unknown) => string | null,
): Promise<string> {
  let seen = 'it answered nothing';
  for (const until = performance.now() + START_MS; performance.now() < until && !child.hasEnded; ) {
    try {
      const text = await ask(asked);
      const wrong = fault(JSON.parse(text));
      if (wrong === null) return text;
      seen = `${wrong}; it answered ${text.slice(0, 300)}`;
    } catch {
      // It does not listen yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${seen}; it printed: ${child.printed.slice(-300)}`);
}
