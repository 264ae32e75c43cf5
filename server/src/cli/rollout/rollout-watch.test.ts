import { expect, it, vi } from 'vitest';
import { HOLDING, TOKEN } from '../../admin/admin-sources.fixture.js';
import { serveAdmin, startedRollout } from '../../http/admin-server.fixture.js';
import { FakeCommandLine } from '../context.fixture.js';

it('prints no line for counts alone but one a minute, and one for each change', async () => {
  const served = await serveAdmin();
  const id = await startedRollout(served);
  const rollout = served.control.rollouts.get(id)!;
  const stepping = { is: 'stepping', step: 2, sinceMs: 1, slowAfterMs: null } as const;
  const moments: { seen: number; clockMs: number; step?: number }[] = [
    { seen: 1, clockMs: 1_000 },
    { seen: 2, clockMs: 2_000 },
    { seen: 3, clockMs: 60_999 },
    { seen: 4, clockMs: 61_000 },
    { seen: 5, clockMs: 62_000, step: 3 },
    { seen: 6, clockMs: 63_000, step: 3 },
  ];
  const line = new FakeCommandLine({}, { SELVEDGE_ADMIN_TOKEN: TOKEN });
  const shown = vi.fn();
  served.control.watch = async function* () {
    for (const { seen, clockMs, step = 2 } of moments) {
      const evidence = { ...HOLDING.evidence, requests: { seen, wanted: 1_200 } };
      line.clockMs = clockMs;
      yield { rollout: { ...rollout, state: { ...stepping, step } }, decision: { ...HOLDING, evidence } };
      shown();
      // The next one is told when this one has been read.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    yield { rollout: { ...rollout, state: { is: 'promoted', atMs: 1, stableKeptUntilMs: 2 } }, decision: null };
  };
  expect(await line.run('rollout', 'watch', 'hubspot', '--url', served.url)).toBe(0);
  const requests = [...line.out.matchAll(/requests (\d+) of/g)].map(([, seen]) => seen);
  expect(requests).toEqual(['1', '4', '5']);
  expect(line.out.trimEnd().split('\n').at(-1)).toContain('promoted, weight 100 %');
});
