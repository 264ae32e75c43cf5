import type { Cell } from './result.ts';
import { median } from './statistics.ts';

/** Share of the upstream's calls for each request that a cache saves, beside the same server without it; below 0 for more calls. */
export function callsSaved(cached: Cell, uncached: Cell): number | null {
  const share = 1 - median(cached.callsPerRequest) / median(uncached.callsPerRequest);
  return Number.isFinite(share) ? share : null;
}
