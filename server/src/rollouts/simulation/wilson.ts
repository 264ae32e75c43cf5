const Z_95 = 1.96;

/** The 95 % confidence interval of a share, `count` of `runs` above 0 (E. B. Wilson 1927), each end within [0, 1]. */
export function wilson(count: number, runs: number): { low: number; high: number } {
  const share = count / runs;
  const square = Z_95 ** 2;
  const middle = share + square / (2 * runs);
  const width = Z_95 * Math.sqrt((share * (1 - share) + square / (4 * runs)) / runs);
  const scale = 1 + square / runs;
  return { low: Math.max(0, (middle - width) / scale), high: Math.min(1, (middle + width) / scale) };
}
