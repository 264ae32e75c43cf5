/**
 * Cumulative shares of a Zipf distribution of exponent 1 over so many ranks: rank r is drawn with a probability proportional
 * to 1/r (Zipf 1949; web requests follow it about, Breslau et al. 1999, "Web caching and Zipf-like distributions"). The last is 1.
 */
export function zipf(ranks: number): readonly number[] {
  const weights = Array.from({ length: ranks }, (_, at) => 1 / (at + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return weights.map((weight, at) => {
    sum += weight;
    return at === ranks - 1 ? 1 : sum / total;
  });
}

/** The same order of the same values each time, by Fisher and Yates over a linear congruential generator (Numerical Recipes). */
export function shuffled<T>(values: readonly T[], seed: number): readonly T[] {
  const mixed = [...values];
  let state = seed >>> 0;
  for (let at = mixed.length - 1; at > 0; at--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (at + 1));
    [mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!];
  }
  return mixed;
}
