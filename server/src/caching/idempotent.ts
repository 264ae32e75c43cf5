import type { CapabilityName, InputOf } from '@selvedge/schema';
import { LRUCache } from 'lru-cache';
import type { Answer, CapabilitySource, Outcome } from '../ports/index.js';
import { hashOf } from './cache-key.js';

interface Remembered {
  /** Hash of the first write under the key. */
  inputs: string;
  /** Number of its inputs. */
  records: number;
  outcomes: Promise<readonly Outcome<unknown>[]>;
}

/** The keys used on one connection, by capability and caller; shared by all versions of its connector. */
export type IdempotencyMemory = LRUCache<string, Remembered>;

/** `maxRecords`: most outcomes remembered, over all keys; `ttlMs`: how long, milliseconds. */
export function createIdempotencyMemory(maxRecords = 100_000, ttlMs = 24 * 60 * 60 * 1_000): IdempotencyMemory {
  return new LRUCache({ maxSize: maxRecords, sizeCalculation: ({ records }) => Math.max(1, records), ttl: ttlMs });
}

export interface IdempotentOptions {
  capability: CapabilityName;
  connector: string;
  version: string;
  memory: IdempotencyMemory;
}

/**
 * A write that knows its idempotency keys: a repeat under the same key returns what the first one did, and sends
 * again only the inputs that had failed for a passing reason. The same key with other inputs is refused.
 * Keys are the caller's own: tenant and client are part of them.
 */
export function idempotent<C extends CapabilityName>(
  source: CapabilitySource<C>,
  options: IdempotentOptions,
): CapabilitySource<C> {
  const { capability, connector, version, memory } = options;

  return async (inputs, call) => {
    if (call.idempotencyKey === undefined) return source(inputs, call);
    const key = JSON.stringify([capability, call.caller.tenant, call.caller.client, call.idempotencyKey]);
    const hash = hashOf(inputs);
    const first = memory.get(key);
    if (first !== undefined && first.inputs !== hash) {
      const message = `The idempotency key "${call.idempotencyKey}" was used for another write; expected the same inputs, got others. Use a new key.`;
      const failure = {
        connector,
        version,
        cause: { class: 'idempotency-key-reused', message },
      } as const;
      return inputs.map(() => ({ ok: false, failure }));
    }
    const earlier = first?.outcomes as Promise<readonly Outcome<Answer<C>>[]> | undefined;
    const outcomes = earlier === undefined ? source(inputs, call) : resume(earlier, inputs, call, source);
    memory.set(key, { inputs: hash, records: inputs.length, outcomes });
    return outcomes;
  };
}

async function resume<C extends CapabilityName>(
  earlier: Promise<readonly Outcome<Answer<C>>[]>,
  inputs: readonly InputOf<C>[],
  call: Parameters<CapabilitySource<C>>[1],
  source: CapabilitySource<C>,
): Promise<readonly Outcome<Answer<C>>[]> {
  const outcomes = [...(await earlier)];
  const again = outcomes.flatMap((outcome, index) =>
    outcome.ok || outcome.failure.cause.class === 'invalid' ? [] : [index],
  );
  if (again.length === 0) return outcomes;
  const retried = await source(
    again.map((index) => inputs[index] as InputOf<C>),
    call,
  );
  again.forEach((index, position) => {
    outcomes[index] = retried[position] as Outcome<Answer<C>>;
  });
  return outcomes;
}
