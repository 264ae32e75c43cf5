import { expect, it, vi } from 'vitest';

const calls = vi.hoisted(() => new Map<string, () => unknown>());
/** mitata is installed with the peers, when the benchmark first runs. */
vi.mock('mitata', () => ({
  bench: (name: string, call: () => unknown) => void calls.set(name, call),
  group: (_: string, add: () => void) => add(),
  summary: (add: () => void) => add(),
  do_not_optimize: (value: unknown) => value,
}));

const LAYERS = ['routing', 'counting', 'provenance', 'guarding', 'batching', 'caching', 'execution'] as const;

it.each(LAYERS)('what the benchmark of %s measures can be called', async (layer) => {
  calls.clear();
  const added = (await import(`../layers/${layer}.ts`)) as Record<string, () => unknown>;
  await added[`add${layer.charAt(0).toUpperCase()}${layer.slice(1)}`]?.();
  expect(calls.size).toBeGreaterThan(0);
  for (const [name, call] of calls) expect(failuresIn(await call()), name).toEqual([]);
});

/** Outcomes of vendor calls that failed: what would be measured is then how a failure is told. */
function failuresIn(answered: unknown): readonly unknown[] {
  const all: readonly unknown[] = Array.isArray(answered) ? answered : [answered];
  return all.filter((each) => typeof each === 'object' && each !== null && 'ok' in each && each.ok !== true);
}
