import { createRequire } from 'node:module';

type Cephes = typeof import('cephes').default;

const require = createRequire(import.meta.url);
let loaded: Cephes | null = null;

/**
 * Loaded when it is first needed: it keeps 8 MB of memory, and only who weighs evidence counts with it. Its CommonJS build
 * compiles its WebAssembly while it is loaded, the other one some time later.
 */
function cephes(): Cephes {
  loaded ??= require('cephes') as Cephes;
  return loaded;
}

/** The least logarithm that is told: e to this power is the smallest a number can be, about 1e-308. */
export const LN_LEAST = -708;

/**
 * ln B(a, b), the logarithm of the beta function (Cephes, Moshier 1989). Both above 0; right to 3e-8 up to 10⁷.
 */
export function lnBeta(a: number, b: number): number {
  return cephes().lbeta(a, b);
}

/**
 * ln P(X > x) for X of the distribution Beta(a, b), a and b above 0, x within [0, 1]: the regularised incomplete beta
 * function (Cephes, Moshier 1989). Right to 3e-8; a probability that no number can hold is told as {@link LN_LEAST}.
 */
export function lnUpperTail(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return LN_LEAST;
  const below = cephes().incbet(a, b, x);
  // A small tail would be lost in 1 - below; a large one is more precise that way, as 1 - x loses the digits of a small x.
  const above = below < 0.999 ? 1 - below : cephes().incbet(b, a, 1 - x);
  return Math.max(LN_LEAST, Math.min(0, Math.log(above)));
}
