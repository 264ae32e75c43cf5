import type { WriteError } from '@selvedge/schema';
import type { LoadOptions, Outcome } from '../../ports/index.js';
import { FAILURE_ANSWERS } from '../error-codes.js';

/** What came of one part of a write, which never sinks the other parts. */
export type Attempt<V> = { ok: true; value: V } | { ok: false; error: WriteError };

/** A part that cannot be sent, because of what the caller gave. The message says what was expected, then what came. */
export function refused(message: string): Attempt<never> {
  return { ok: false, error: { code: 'BAD_USER_INPUT', message, retryable: false } };
}

/** What a vendor made of a part. A connector that succeeds without saying what it did has failed. */
export function attemptOf<O>(outcome: Outcome<O>): Attempt<O> {
  if (!outcome.ok) {
    const { cause } = outcome.failure;
    return { ok: false, error: { ...FAILURE_ANSWERS[cause.class], message: cause.message } };
  }
  if (outcome.value !== null) return { ok: true, value: outcome.value };
  const message = 'The connector does not say what it wrote.';
  return { ok: false, error: { ...FAILURE_ANSWERS['connector-defect'], message } };
}

/** Sends a part unless it was refused before. */
export async function attempt<I, O>(part: Attempt<I>, write: (input: I) => Promise<Outcome<O>>): Promise<Attempt<O>> {
  return part.ok ? attemptOf(await write(part.value)) : part;
}

/** The same key means the same intention. */
export function underKey(idempotencyKey: string | null | undefined): LoadOptions {
  return idempotencyKey == null ? {} : { idempotencyKey };
}
