import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';

export interface OpenLoopOptions {
  /** Base URL. */
  url: string;
  query: string;
  /** Arrivals a second, sent at their time whatever became of those before. */
  rate: number;
  durationMs: number;
  /** Ends the arrivals before that. */
  signal?: AbortSignal;
  /** Most connections kept; default 256. */
  connections?: number;
}

export interface OpenLoopResult {
  /** Milliseconds from its time of arrival to the whole answer, of requests answered 200 without errors; sorted. */
  goodMs: readonly number[];
  /** The same of refusals, status 503. */
  refusedMs: readonly number[];
  /** How many ended otherwise, by status, `200 with errors` or the error's code. */
  other: Readonly<Record<string, number>>;
  /** Requests in `goodMs` a second. */
  goodput: number;
}

const TICK_MS = 1;

/** Load as many independent callers make it: a slow server does not slow the arrivals down. */
export async function openLoop(options: OpenLoopOptions): Promise<OpenLoopResult> {
  const pool = new Pool(options.url, { connections: options.connections ?? 256, pipelining: 1 });
  const body = JSON.stringify({ query: options.query });
  const goodMs: number[] = [];
  const refusedMs: number[] = [];
  const other: Record<string, number> = {};

  async function send(arrivedAt: number): Promise<void> {
    const outcome = await ask().catch((error: unknown) => codeOf(error));
    const tookMs = performance.now() - arrivedAt;
    if (outcome === 'good') goodMs.push(tookMs);
    else if (outcome === '503') refusedMs.push(tookMs);
    else other[outcome] = (other[outcome] ?? 0) + 1;
  }

  async function ask(): Promise<string> {
    const { statusCode, body: answer } = await pool.request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const text = await answer.text();
    if (statusCode !== 200) return String(statusCode);
    return text.includes('"errors"') ? '200 with errors' : 'good';
  }

  const sent: Promise<void>[] = [];
  const startedAt = performance.now();
  await new Promise<void>((resolve) => {
    const ticks = setInterval(() => {
      const elapsedMs = Math.min(performance.now() - startedAt, options.durationMs);
      const due = Math.floor((elapsedMs * options.rate) / 1_000);
      while (sent.length < due) sent.push(send(startedAt + (sent.length * 1_000) / options.rate));
      if (elapsedMs < options.durationMs && !options.signal?.aborted) return;
      clearInterval(ticks);
      resolve();
    }, TICK_MS);
  });
  await Promise.all(sent);
  await pool.close();
  const tookMs = performance.now() - startedAt;
  for (const durations of [goodMs, refusedMs]) durations.sort((a, b) => a - b);
  return { goodMs, refusedMs, other, goodput: (goodMs.length * 1_000) / tookMs };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
