/** How V8 is to keep memory in a process that serves requests. Imported for what it does, before anything that serves them. */
import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { heapGrowth, LEAST_GROWTH } from './heap-growth.js';

// V8 may come to allocate what some line of code makes as if it lived long. What a request makes dies with it; one such object that is
// guessed wrong keeps all that it leads to, whole answers, until a full collection.
setFlagsFromString('--no-allocation-site-pretenuring');

// By itself V8 lets the old part of a small heap become four times what is in use.
setFlagsFromString(`--heap-growing-percent=${LEAST_GROWTH}`);
const growthAfter = heapGrowth();
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const { kind } = (entry as PerformanceEntry & { detail: { kind: number } }).detail;
    if (kind !== constants.NODE_PERFORMANCE_GC_MAJOR) continue;
    setFlagsFromString(`--heap-growing-percent=${growthAfter(entry.startTime)}`);
  }
}).observe({ entryTypes: ['gc'] });
