import { type Slope, slopeOf } from '../statistics.ts';

/** One look at a process under load. */
export interface MemorySample {
  /** Since the load began. */
  seconds: number;
  /** Heap in use after all garbage has been collected. */
  heapMegabytes: number;
  /** Resident memory before that collection. */
  residentMegabytes: number;
}

/** Share of the time in which caches fill and code is compiled, which is not looked at. */
const WARM_UP = 0.2;
/** Growth over the time that is looked at, as a share of the heap, that a flat one stays below. */
const MOST_GROWTH = 0.05;
/** Resident memory at peak load. */
export const MOST_RESIDENT_MEGABYTES = 340;

export interface MemoryVerdict {
  /** Megabytes a second. */
  heap: Slope;
  resident: Slope;
  /** Whether even the upper end of the slope's interval makes the heap grow by less than 5 % over the time. */
  isFlat: boolean;
}

/** @throws Error when there are fewer than three samples after the first fifth of the time */
export function judgeMemory(samples: readonly MemorySample[]): MemoryVerdict {
  const from = (samples.at(-1)?.seconds ?? 0) * WARM_UP;
  const settled = samples.filter(({ seconds }) => seconds >= from);
  const heap = slopeOf(settled.map(({ seconds, heapMegabytes }) => [seconds, heapMegabytes]));
  const resident = slopeOf(settled.map(({ seconds, residentMegabytes }) => [seconds, residentMegabytes]));
  const length = (settled.at(-1)?.seconds ?? 0) - (settled[0]?.seconds ?? 0);
  const mean = settled.reduce((total, { heapMegabytes }) => total + heapMegabytes, 0) / settled.length;
  return { heap, resident, isFlat: heap.high * length <= MOST_GROWTH * mean };
}
