import { afterEach, beforeEach, expect, it } from 'vitest';
import { runSelvedge } from '../support/run-selvedge.js';
import type { GatewayProcess } from '../support/start-gateway-process.js';
import { until } from '../support/until.js';
import { adminOf } from './admin.js';
import { createRolloutBench, type RolloutBench } from './rollout-bench.js';

let bench: RolloutBench;
beforeEach(async () => {
  bench = await createRolloutBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

it('a rollback from the command line reaches every process in under a second, and no request fails', async () => {
  await bench.install({ version: '1.1.0' });
  const begun = new Set<number>();
  const hear = (line: string): void => {
    if (line.includes('"a worker serves"')) begun.add((JSON.parse(line) as { worker: number }).worker);
  };
  const workers = await bench.startGateway({ parameters: ['--workers', '2'], onLine: hear });
  const alone: readonly GatewayProcess[] = [await bench.startGateway(), await bench.startGateway()];
  const gateways = [workers, ...alone];
  const admin = adminOf(workers.url);
  await until('both workers serve', async () => begun.size === 2);
  const { id } = await admin.start('hubspot', '1.1.0', {
    steps: [{ weight: 95 }],
    stickyBy: 'CLIENT',
    analysis: { leastRequests: 1_000_000, mostRequests: 1_000_000 },
  });
  // Each request takes a connection of its own, so that the next worker in turn answers.
  const load = bench.load({ targets: gateways.map(({ url }) => url), callers: 40, rate: 90, keepAlive: false });
  const isOnCandidate = (target: number) =>
    load.answers.filter((answer) => answer.target === target && answer.version === '1.1.0').length > 30;
  await until('the candidate answers in every process', async () => gateways.every((_, at) => isOnCandidate(at)));

  const rolledBack = await runSelvedge(['rollout', 'rollback', 'hubspot', '--reason', 'a drill', '--url', workers.url]);
  expect(rolledBack).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('hubspot 1.1.0: rolled back, weight 0 %'),
  });
  const { history } = await adminOf(gateways[2]?.url ?? '').find(id);
  expect(history.at(-1)).toMatchObject({ cause: 'ADMIN', reason: 'a drill', to: { state: 'ROLLED_BACK' } });
  const atMs = Date.parse(history.at(-1)?.at ?? '');
  await until('two seconds are over', async () => Date.now() > atMs + 2_000);
  await load.stop();

  const lastMs = gateways.map((_, at) =>
    Math.max(
      ...load.answers
        .filter(({ target, version }) => target === at && version === '1.1.0')
        .map(({ sentAtMs }) => sentAtMs),
    ),
  );
  for (const last of lastMs) expect(last - atMs).toBeLessThan(1_000);
  const after = load.answers.filter(({ sentAtMs }) => sentAtMs > atMs + 1_000);
  for (const at of gateways.keys()) expect(after.filter(({ target }) => target === at).length).toBeGreaterThan(10);
  expect(load.answers.filter(({ status, errors }) => status !== 200 || errors.length > 0)).toEqual([]);
  expect(load.answers.length).toBe(load.offered);
  console.info(`After a rollback the candidate was last asked at ${lastMs.map((last) => last - atMs).join(', ')} ms.`);
}, 90_000);
