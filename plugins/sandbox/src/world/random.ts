import { sequence } from '../sequence.js';

/** A reproducible stream of pseudo-random draws. Not for secrets. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole number, both ends included. */
  int(min: number, max: number): number;
  /** Uniform in [min, max). */
  between(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(values: readonly [T, ...T[]]): T;
}

/**
 * One stream per thing: the draws for person 7 are the same whatever the sizes of the world are, because its stream
 * depends on the seed, the kind of thing and its number alone.
 *
 * Its seed is the FNV-1a hash (Fowler, Noll, Vo, public domain) of `seed/kind/index`.
 */
export function createRandom(seed: number, kind: string, index: number): Random {
  const next = sequence(fnv1a(`${seed}/${kind}/${index}`));
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    between: (min, max) => min + next() * (max - min),
    chance: (probability) => next() < probability,
    pick: (values) => values[int(0, values.length - 1)] ?? values[0],
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
