import type { StopSignal } from '../ports/index.js';
/** A token as the vendor issued it. */
export interface IssuedToken {
  token: string;
  /** Null when the vendor does not say how long it lives: it is kept until it is refused. */
  lifetimeMs: number | null;
}

export interface TokenCache {
  /** The present token, or a new one: however many ask at once, one is fetched. Throws what the fetch throws. */
  get(signal: StopSignal): Promise<string>;
  /**
   * Drops the present token if it is the one that the vendor refused. False when it replaced a refused one a moment
   * ago, so that yet another cannot help.
   */
  refuse(isRefused: (token: string) => boolean): boolean;
}

export function createTokenCache(fetchToken: () => Promise<IssuedToken>, now: () => number): TokenCache {
  let held: HeldToken | null = null;
  let fetching: Promise<HeldToken> | null = null;
  let replacing = false;

  function fetchOnce(): Promise<HeldToken> {
    fetching ??= fetchToken()
      .then(({ token, lifetimeMs }) => {
        const lifetime = lifetimeMs ?? Number.POSITIVE_INFINITY;
        const obtainedAt = now();
        held = {
          token,
          obtainedAt,
          // A token that lives shorter than a minute is used for half of its life.
          freshUntil: obtainedAt + lifetime - Math.min(EXPIRY_MARGIN_MS, lifetime / 2),
          replacesRefused: replacing,
        };
        replacing = false;
        return held;
      })
      .finally(() => {
        fetching = null;
      });
    return fetching;
  }

  return {
    async get(signal) {
      if (held !== null && now() < held.freshUntil) return held.token;
      signal.throwIfAborted();
      const { token } = await unlessAborted(fetchOnce(), signal);
      return token;
    },
    refuse(isRefused) {
      if (held === null || !isRefused(held.token)) return true;
      if (held.replacesRefused && now() - held.obtainedAt < REPLACEMENT_INTERVAL_MS) return false;
      held = null;
      replacing = true;
      return true;
    },
  };
}

interface HeldToken {
  token: string;
  obtainedAt: number;
  freshUntil: number;
  replacesRefused: boolean;
}

const EXPIRY_MARGIN_MS = 30_000;
/** A vendor that refuses every token must not make us fetch one per request. */
const REPLACEMENT_INTERVAL_MS = 5_000;

/** One caller's end ends its own wait only: the others still want the token. */
async function unlessAborted<T>(shared: Promise<T>, signal: StopSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([shared, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
