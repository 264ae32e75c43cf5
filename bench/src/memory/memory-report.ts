import type { Slope } from '../statistics.ts';
import type { MemorySample } from './judge-memory.ts';

export function sampleText({ seconds, heapMegabytes, residentMegabytes }: MemorySample): string {
  return `${String(seconds).padStart(5)} s  heap ${heapMegabytes.toFixed(1)} MB  resident ${residentMegabytes.toFixed(0)} MB`;
}

/** @param slope megabytes a second */
export function slopeText({ slope, low, high }: Slope): string {
  const [mean, from, to] = [slope, low, high].map((value) => (value * 3_600).toFixed(1));
  return `${mean} [${from}, ${to}] MB an hour`;
}
