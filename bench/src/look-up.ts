/** Cells of four bytes in which looks are taken: 4 MB, more than the caches of one core hold, and less than what cores share. */
const CELLS = 1 << 20;
const LOOKS = 300_000;
const NS_PER_MS = 1_000_000;

/**
 * Makes a clock of how long a look-up in memory takes that leads to the next, in nanoseconds. Other tenants of a machine use up the cache that its cores
 * share, which no count of this machine's own tells; what takes much memory for an answer loses most by it.
 */
export function createLookUpClock(): () => number {
  const next = cycle(CELLS);
  // Until V8 has compiled it.
  for (let pass = 0; pass < 5; pass++) follow(next, CELLS);
  return () => {
    // The caches hold other things by now, and a first look brings in what it can.
    follow(next, CELLS);
    const startedAt = performance.now();
    follow(next, LOOKS);
    return ((performance.now() - startedAt) * NS_PER_MS) / LOOKS;
  };
}

/** A way through all cells that comes back to its first: each holds the index of the next (Sattolo). */
export function cycle(cells: number): Int32Array {
  const next = Int32Array.from({ length: cells }, (_, index) => index);
  for (let at = cells - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * at);
    const held = next[at] as number;
    next[at] = next[other] as number;
    next[other] = held;
  }
  return next;
}

function follow(next: Int32Array, steps: number): void {
  let at = 0;
  for (let step = 0; step < steps; step++) at = next[at] as number;
  // Whoever follows must arrive somewhere, or V8 need not go.
  if (at < 0) throw new Error('Expected an index.');
}
