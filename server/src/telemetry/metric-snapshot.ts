import { AggregatorRegistry, type Registry } from 'prom-client';

/** All metrics of one process at one moment, as plain data. */
export type MetricSnapshot = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** Snapshots of several processes as one: added up, or by the metric's own rule. */
export function mergeSnapshots(snapshots: readonly MetricSnapshot[]): Registry {
  return AggregatorRegistry.aggregate([...snapshots]);
}

/**
 * What a process that has ended leaves behind: what was counted. Without it the sums would fall, which reads as if
 * everything had been counted once more.
 */
export async function legacyOf(snapshots: readonly MetricSnapshot[]): Promise<MetricSnapshot> {
  const merged = await mergeSnapshots(snapshots).getMetricsAsJSON();
  return merged.filter(({ type }) => COUNTED.has(String(type)));
}

/** As prom-client tells types of metrics. */
const COUNTED: ReadonlySet<string> = new Set(['counter', 'histogram']);
