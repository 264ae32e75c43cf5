import { run } from 'mitata';
import { addBatching } from './batching.ts';
import { addCaching } from './caching.ts';
import { addCounting } from './counting.ts';
import { addExecution } from './execution.ts';
import { addGuarding } from './guarding.ts';
import { addProvenance } from './provenance.ts';
import { addRouting } from './routing.ts';

/**
 * Measures all layers, or those of a name, and prints mitata's table.
 *
 * @returns nanoseconds a call, by name: the median, which what else the machine does moves least
 * @throws Error when one of them fails
 */
export async function measureLayers(filter?: RegExp): Promise<ReadonlyMap<string, number>> {
  for (const add of [addRouting, addCounting, addProvenance, addGuarding, addBatching, addCaching, addExecution]) {
    await add();
  }
  const { benchmarks } = await run({
    throw: true,
    colors: Boolean(process.stdout.isTTY),
    ...(filter === undefined ? {} : { filter }),
  });
  const figures = benchmarks.flatMap(({ runs }) =>
    runs.flatMap(({ name, stats }) => (stats === undefined ? [] : [[name, stats.p50] as const])),
  );
  return new Map(figures);
}
