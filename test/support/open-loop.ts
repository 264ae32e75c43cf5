import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** One kind of operation at a constant rate. */
export interface Stream {
  /** Base URLs of gateways, asked in turn. */
  targets: readonly string[];
  query: string;
  /** `{n}` in them is replaced by a number that no operation before had. */
  variables?: Readonly<Record<string, unknown>>;
  /** Operations a second, sent when they are due whether or not the earlier ones have been answered. */
  rate: number;
  /** From where `{n}` counts; default 0. */
  from?: number;
  /** JSON of the data that an answer without errors must have. */
  expected?: string;
  /** Whether connections are kept between operations; default true. */
  keepAlive?: boolean;
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

type Kind = 'whole' | 'partial' | 'refused';

/** Longest that an answer is waited for, milliseconds. */
const PATIENCE_MS = 30_000;

/** Load as many independent callers make it: slow answers do not slow the arrivals down. `signal` ends them early. */
export async function openLoop(stream: Stream, seconds: number, signal?: AbortSignal): Promise<LoadResult> {
  const { targets, query, variables = {}, rate, from = 0, expected, keepAlive = true } = stream;
  const agent = new Agent({ keepAlive, maxSockets: Number.POSITIVE_INFINITY });
  const latencies: Record<Kind, number[]> = { whole: [], partial: [], refused: [] };
  const failed: Record<string, number> = {};
  const codes: Record<string, number> = {};
  const most = Math.round(rate * seconds);
  const given = JSON.stringify(variables);
  const startedAt = performance.now();
  const answers: Promise<void>[] = [];
  for (let n = 0; n < most && !signal?.aborted; n += 1) {
    const dueAt = startedAt + (n * 1_000) / rate;
    const earlyMs = dueAt - performance.now();
    if (earlyMs > 0) await wait(earlyMs);
    const body = `{"query":${JSON.stringify(query)},"variables":${given.replaceAll('{n}', String(from + n))}}`;
    answers.push(
      ask(agent, targets[n % targets.length] as string, body).then(
        (answer) => {
          const kind = kindOf(answer, expected);
          if (kind.startsWith('failed ')) count(failed, kind.slice('failed '.length));
          else latencies[kind as Kind].push(performance.now() - dueAt);
          for (const [, code = ''] of answer.body.matchAll(CODE)) count(codes, code);
        },
        (error: NodeJS.ErrnoException) => count(failed, error.code ?? error.message),
      ),
    );
  }
  await Promise.all(answers);
  agent.destroy();
  return {
    offered: answers.length,
    whole: latencyOf(latencies.whole),
    timely: latencies.whole.filter((ms) => ms <= TIMELY_MS).length,
    partial: latencyOf(latencies.partial),
    refused: latencyOf(latencies.refused),
    failed,
    codes,
  };
}

const CODE = /"code":"(\w+)"/g;

interface Answer {
  status: number;
  retryAfter: string | undefined;
  body: string;
}

function kindOf({ status, retryAfter, body }: Answer, expected: string | undefined): Kind | `failed ${string}` {
  if (status === 503 && retryAfter !== undefined) return 'refused';
  if (status !== 200) return `failed HTTP ${status}`;
  if (!body.includes('"errors":[')) {
    return expected === undefined || isRight(body, expected) ? 'whole' : 'failed wrong answer';
  }
  const errors = (JSON.parse(body) as { errors: { extensions?: { code?: string } }[] }).errors;
  const isCoded = errors.every(({ extensions }) => (extensions?.code ?? UNCODED) !== UNCODED);
  return isCoded ? 'partial' : 'failed uncoded error';
}

function isRight(body: string, expected: string): boolean {
  return JSON.stringify((JSON.parse(body) as { data: unknown }).data) === expected;
}

/** Longest that a caller waits, milliseconds. */
const TIMELY_MS = 1_000;
const UNCODED = 'INTERNAL_SERVER_ERROR';

function ask(agent: Agent, target: string, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const asked = request(`${target}/v2/graphql`, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], body: text }),
      );
    });
    asked.setTimeout(PATIENCE_MS, () => asked.destroy(new Error(`no answer within ${PATIENCE_MS} ms`)));
    asked.once('error', reject);
    asked.end(body);
  });
}

function latencyOf(all: number[]): Latency {
  const sorted = all.sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}

function count(counts: Record<string, number>, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}
