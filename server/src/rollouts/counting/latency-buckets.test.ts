import { expect, it } from 'vitest';
import { latencyBucket, slowThresholdOf } from './latency-buckets.js';

function counted(latencies: readonly number[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const latency of latencies) counts[latencyBucket(latency)] = (counts[latencyBucket(latency)] ?? 0) + 1;
  return counts;
}

it('the 95th percentile of several places is within a twentieth of the exact one', () => {
  const latencies = Array.from({ length: 2_000 }, (_, index) => 10 + index / 10);
  const threshold = slowThresholdOf([
    counted(latencies.slice(0, 700)),
    { ...counted(latencies.slice(700)), failures: 9 },
  ]);
  expect(threshold).toBeGreaterThanOrEqual(199.9);
  expect(threshold).toBeLessThan(199.9 * 1.051);
});

it('is the same of a million calls, and not known of too few', () => {
  const few = counted([...Array<number>(95).fill(10), ...Array<number>(5).fill(400)]);
  const many = Object.fromEntries(Object.entries(few).map(([name, count]) => [name, count * 10_000]));
  expect(slowThresholdOf([many])).toBe(slowThresholdOf([few]));
  expect(slowThresholdOf([counted(Array<number>(99).fill(10))])).toBeNull();
  expect(slowThresholdOf([])).toBeNull();
});

it('every latency has a bucket', () => {
  for (const latency of [0, 0.2, 1, 60_000, 10_000_000]) expect(latencyBucket(latency)).toMatch(/^ms<=\d+\.\d\d$/);
});
