import type { CapabilityName, InputOf } from '@selvedge/schema';
import { LRUCache } from 'lru-cache';
import type { Answer, CapabilitySource, Outcome } from '../ports/index.js';
import { hashOf } from './cache-key.js';

interface Remembered<O> {
  /** Inputs of the first write under the key, as hashes in order. */
  inputs: readonly string[];
  outcomes: Promise<readonly Outcome<O>[]>;
}

export interface IdempotentOptions {
  connector: string;
  version: string;
  /** Most keys remembered; default 10,000. */
  maxKeys?: number;
  /** How long a key is remembered, milliseconds; default 24 hours. */
  ttlMs?: number;
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
  const { connector, version, maxKeys = 10_000, ttlMs = 24 * 60 * 60 * 1_000 } = options;
  const known = new LRUCache<string, Remembered<Answer<C>>>({ max: maxKeys, ttl: ttlMs });

  return async (inputs, call) => {
    if (call.idempotencyKey === undefined) return source(inputs, call);
    const key = JSON.stringify([call.caller.tenant, call.caller.client, call.idempotencyKey]);
    const hashes = inputs.map(hashOf);
    const first = known.get(key);
    if (first !== undefined && !sameList(first.inputs, hashes)) {
      const message = `The idempotency key "${call.idempotencyKey}" was used for another write; expected the same inputs, got others. Use a new key.`;
      const failure = {
        connector,
        version,
        cause: { class: 'invalid', message, vendorCode: 'IDEMPOTENCY_KEY_REUSED' },
      } as const;
      return inputs.map(() => ({ ok: false, failure }));
    }
    const outcomes = first === undefined ? source(inputs, call) : resume(first.outcomes, inputs, call, source);
    known.set(key, { inputs: hashes, outcomes });
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

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
