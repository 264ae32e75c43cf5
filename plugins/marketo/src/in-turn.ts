import type { Call } from '@selvedge/connector-api';

/** The end of the last write of each connection, by its settings: a connection's calls all carry the same object. */
const lastWrites = new WeakMap<Call['settings'], Promise<void>>();

/**
 * Runs a write when the connection's earlier ones have ended: two at nearly the same time with one new key would make
 * two leads of it. Who is aborted while waiting gives way at once.
 */
export async function inTurn<T>({ settings, signal }: Call, write: () => Promise<T>): Promise<T> {
  const earlier = lastWrites.get(settings) ?? Promise.resolve();
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  lastWrites.set(
    settings,
    earlier.then(() => ended),
  );
  try {
    await unlessAborted(earlier, signal);
    return await write();
  } finally {
    end();
  }
}

async function unlessAborted(turn: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    await Promise.race([turn, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
