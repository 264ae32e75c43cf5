import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** One kind of operation at a constant rate. */
export interface Stream {
  /** Base URLs of gateways, asked in turn. */
  targets: readonly string[];
  query: string;
  /** `{n}` in them is replaced by a number that no operation before had. */
  variables?: Readonly<Record<string, unknown>>;
  /** Operations a second, whether or not the earlier ones have been answered. */
  rate: number;
  /** From where `{n}` counts; default 0. */
  from?: number;
  /** JSON of the data that an answer without errors must have. */
  expected?: string;
}

export interface LoadOptions {
  streams: readonly Stream[];
  seconds: number;
}

/** Times from the moment at which an operation was due to its answer, milliseconds. */
export interface Latency {
  count: number;
  p50: number;
  p99: number;
  max: number;
}

/** What came of one stream. Every operation is in exactly one of `whole`, `partial`, `refused` and `failed`. */
export interface LoadResult {
  offered: number;
  /** 200 without errors. */
  whole: Latency;
  /** Those of them that came within a second: who waits longer has gone. */
  timely: number;
  /** 200 with errors, each of them coded. */
  partial: Latency;
  /** 503 with Retry-After. */
  refused: Latency;
  /** No answer, a wrong one, an uncoded error, or any other status: by reason. */
  failed: Readonly<Record<string, number>>;
  /** Codes of errors, by code. */
  codes: Readonly<Record<string, number>>;
}

export function failuresOf({ failed }: Pick<LoadResult, 'failed'>): number {
  return Object.values(failed).reduce((sum, count) => sum + count, 0);
}

/** Loads gateways from a process of its own, so that it shares no event loop with anything that is measured. */
export function runLoad(options: LoadOptions): Promise<LoadResult[]> {
  const child = fork(fileURLToPath(new URL('load-process.js', import.meta.url)));
  child.send(options);
  return new Promise((resolve, reject) => {
    child.once('message', (results) => resolve(results as LoadResult[]));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The load process ended with ${code} before it had a result.`)));
  });
}
