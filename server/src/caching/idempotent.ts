import type { CapabilityName, InputOf } from '@selvedge/schema';
import type { Answer, CapabilitySource, OnceMemory, Outcome } from '../ports/index.js';
import { hashOf } from './cache-key.js';

/** What is kept under a key. */
interface FirstWrite<O> {
  /** Hash of the first write under the key. */
  inputs: string;
  outcomes: readonly Outcome<O>[];
}

export interface IdempotentOptions {
  capability: CapabilityName;
  connector: string;
  version: string;
  /** The keys used on one connection; shared by all versions of its connector. */
  memory: OnceMemory;
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
    const claim = await memory.claim(key).catch(() => null);
    if (claim === null) {
      const message =
        'Whether this idempotency key was used before cannot be told at the moment; nothing was sent. Try again.';
      const failure = { connector, version, cause: { class: 'transient', message } } as const;
      return inputs.map(() => ({ ok: false, failure }));
    }
    const first = claim.kept as FirstWrite<Answer<C>> | undefined;
    if (first !== undefined && first.inputs !== hash) {
      await claim.release(first, first.outcomes.length);
      const message = `The idempotency key "${call.idempotencyKey}" was used for another write; expected the same inputs, got others. Use a new key.`;
      const failure = {
        connector,
        version,
        cause: { class: 'idempotency-key-reused', message },
      } as const;
      return inputs.map(() => ({ ok: false, failure }));
    }
    try {
      const outcomes = await (first === undefined
        ? source(inputs, call)
        : resume(first.outcomes, inputs, call, source));
      await claim.release({ inputs: hash, outcomes } satisfies FirstWrite<Answer<C>>, inputs.length);
      return outcomes;
    } catch (error) {
      await claim.release(first, first?.outcomes.length);
      throw error;
    }
  };
}

async function resume<C extends CapabilityName>(
  earlier: readonly Outcome<Answer<C>>[],
  inputs: readonly InputOf<C>[],
  call: Parameters<CapabilitySource<C>>[1],
  source: CapabilitySource<C>,
): Promise<readonly Outcome<Answer<C>>[]> {
  const outcomes = [...earlier];
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
