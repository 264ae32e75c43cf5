import { expect, it } from 'vitest';
import { HOLDING, TOKEN } from '../../admin/admin-sources.fixture.js';
import { serveAdmin, startedRollout } from '../../http/admin-server.fixture.js';
import { FakeCommandLine } from '../context.fixture.js';

it('prints no line for counts alone but one a minute, and one for each change', async () => {
  const served = await serveAdmin();
  const id = await startedRollout(served);
  const rollout = served.control.rollouts.get(id)!;
  const stepping = { is: 'stepping', step: 2, sinceMs: 1, slowAfterMs: null } as const;
  const moments = [
    { seen: 1, step: 2, atMs: 1_000 },
    { seen: 2, step: 2, atMs: 2_000 },
    { seen: 3, step: 2, atMs: 60_999 },
    { seen: 4, step: 2, atMs: 61_000 },
    { seen: 5, step: 3, atMs: 62_000 },
    { seen: 6, step: 3, atMs: 63_000 },
  ];
  // The clock is read once for each event.
  const clock = [...moments.map(({ atMs }) => atMs), 64_000];
  const line = new FakeCommandLine({ monotonicMs: () => clock.shift() ?? 0 }, { SELVEDGE_ADMIN_TOKEN: TOKEN });
  served.control.watch = async function* () {
    for (const { seen, step } of moments) {
      const evidence = { ...HOLDING.evidence, requests: { seen, wanted: 1_200 } };
      yield { rollout: { ...rollout, state: { ...stepping, step } }, decision: { ...HOLDING, evidence } };
    }
    yield { rollout: { ...rollout, state: { is: 'promoted', atMs: 1, stableKeptUntilMs: 2 } }, decision: null };
  };
  expect(await line.run('rollout', 'watch', 'hubspot', '--url', served.url)).toBe(0);
  const requests = [...line.out.matchAll(/requests (\d+) of/g)].map(([, seen]) => seen);
  expect(requests).toEqual(['1', '4', '5']);
  expect(line.out.trimEnd().split('\n').at(-1)).toContain('promoted, weight 100 %');
});
