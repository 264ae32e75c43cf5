import type { IncomingHttpHeaders } from 'node:http';
import type { EdgeStore } from '../../caching/index.js';
import type { Caller } from '../../ports/index.js';
import type { Metrics } from '../../telemetry/index.js';
import type { AnswerRecord } from './answer-record.js';

/** An answer as it is sent. */
export interface EdgeAnswer {
  headers: Readonly<Record<string, string>>;
  body: string;
  operationName?: string | undefined;
}

/** An answer as it is kept: its body in the bytes that are sent, so that they are made once. */
interface ReadyBytes extends Omit<EdgeAnswer, 'body'> {
  body: Buffer;
}

/** An answer that was kept, on its way to the next who asks. */
export interface ReadyAnswer extends ReadyBytes {
  /** Of its oldest value, seconds: the `Age` header (RFC 9111 §5.1). */
  age: number;
}

interface KeptAnswer extends ReadyBytes {
  deprecated: readonly string[];
  fetchedAt: number;
}

/** Ready answers of one endpoint. */
export interface Edge {
  /** Who may share an answer to this request, at once where it is known who calls; null for a request that is always executed. */
  keyOf(headers: IncomingHttpHeaders, body: string): EdgeKey | null | Promise<EdgeKey | null>;
  /** The ready answer, counted as an operation; null where there is none. At once where nobody else need be asked. */
  find(key: EdgeKey): ReadyAnswer | null | Promise<ReadyAnswer | null>;
  /** Keeps what came of a request, where it may be kept. */
  keep(key: EdgeKey, answer: EdgeAnswer, record: AnswerRecord): void;
}

export interface EdgeKey {
  text: string;
  caller: Caller;
  /** Versions that answered the caller when the key was made. */
  versions: string;
}

export interface EdgeOptions {
  major: number;
  store: EdgeStore<KeptAnswer>;
  /** Throws or rejects when nobody can say who is calling. */
  callerOf(headers: IncomingHttpHeaders): Caller | Promise<Caller>;
  /** Versions that answer a caller, as text that differs where they do. */
  versionsFor(caller: Caller): string;
  metrics: Metrics;
  /** Epoch milliseconds. */
  now: () => number;
}

export type { KeptAnswer };

/** Longest request whose answer is kept, characters. */
const LONGEST_REQUEST = 16 * 1024;
/** Headers by which a caller asks for more than the answer, or for another one. */
const ASKING = ['selvedge-provenance', 'selvedge-cost', 'selvedge-connector'] as const;

/**
 * Serves whole answers again to those who would get the same: callers of one tenant with the same scopes whom the same
 * versions answer, who send the same text and take the same media type.
 */
export function createEdge({ major, store, callerOf, versionsFor, metrics, now }: EdgeOptions): Edge {
  /** What a caller's keys began with the last time: mostly it is the same the next time. */
  const beginnings = new WeakMap<Caller, { versions: string; accept: string; text: string }>();

  function beginningOf(caller: Caller, versions: string, accept: string): string {
    const last = beginnings.get(caller);
    if (last?.versions === versions && last.accept === accept) return last.text;
    const scopes = [...caller.scopes].sort().join(' ');
    const text = `${major}${JSON.stringify([caller.tenant, scopes, versions, accept])}`;
    beginnings.set(caller, { versions, accept, text });
    return text;
  }

  /** Counts what was found. */
  function ready(kept: KeptAnswer | null, { client }: Caller, startedAt: number): ReadyAnswer | null {
    metrics.edge({ result: kept === null ? 'miss' : 'hit' });
    if (kept === null) return null;
    for (const coordinate of kept.deprecated) metrics.deprecatedUse({ coordinate, client });
    metrics.executed({ major, by: 'edge' });
    metrics.operation({ major, outcome: 'ok', durationMs: performance.now() - startedAt });
    const { headers, body, operationName, fetchedAt } = kept;
    return { headers, body, operationName, age: Math.max(0, Math.floor((now() - fetchedAt) / 1_000)) };
  }

  return {
    keyOf(headers, body) {
      if (body.length > LONGEST_REQUEST || ASKING.some((name) => headers[name] !== undefined)) return null;
      if (/no-(?:store|cache)/i.test(headers['cache-control'] ?? '')) return null;
      const keyFor = (caller: Caller): EdgeKey => {
        const versions = versionsFor(caller);
        // The body comes last, so that nothing in it can pass for another part.
        return { text: `${beginningOf(caller, versions, headers.accept ?? '')}${body}`, caller, versions };
      };
      try {
        const caller = callerOf(headers);
        return caller instanceof Promise ? caller.then(keyFor).catch(() => null) : keyFor(caller);
      } catch {
        // The operation's own way says what is wrong with the credential.
        return null;
      }
    },

    find({ text, caller }) {
      const startedAt = performance.now();
      const kept = store.find(text);
      return kept instanceof Promise
        ? kept.then((found) => ready(found, caller, startedAt))
        : ready(kept, caller, startedAt);
    },

    keep({ text, caller, versions }, { headers: sent, body, operationName }, record) {
      const life = record.life();
      // A rollout may have gone on meanwhile, and others than the key says have answered.
      if (life === null || versionsFor(caller) !== versions) return;
      const bytes = bytesOf(body);
      // Each time it is another.
      const { age: _, ...headers } = sent;
      const kept = { headers, body: bytes, operationName, deprecated: record.deprecated, fetchedAt: life.fetchedAt };
      store.keep(text, kept, life, bytes.length);
    },
  };
}

/** In memory of their own: `Buffer.from` cuts small ones out of a shared piece, all of which would be kept. */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}
