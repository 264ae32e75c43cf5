import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSelvedge } from '../support/run-selvedge.js';
import type { GatewayProcess } from '../support/start-gateway-process.js';
import { AdminRefusal, adminOf, type WantedPlan } from './admin.js';
import { createRolloutBench, type RolloutBench } from './rollout-bench.js';

let bench: RolloutBench;
let gateway: GatewayProcess;
beforeAll(async () => {
  bench = await createRolloutBench();
  await bench.install({ version: '1.1.0' });
  await bench.install({ version: '1.9.0', change: "throw new Error('half a build');" });
  gateway = await bench.startGateway();
});
afterAll(() => bench[Symbol.asyncDispose]());

const rollout = (...parameters: readonly string[]) =>
  runSelvedge(['rollout', ...parameters, '--url', gateway.url], { LOGNAME: 'ada' });

/** What an admin is told who asks for what cannot be. */
async function refusalOf(asked: Promise<unknown>): Promise<{ code: string; message: string; allowed: unknown }> {
  const error: unknown = await asked.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AdminRefusal)) throw new Error(`Expected a refusal, got ${String(error)}.`);
  return { code: error.code, message: error.message, allowed: error.extensions.allowed };
}

describe('a rollout that cannot be', () => {
  it.each<[string, string, string, WantedPlan, string, RegExp]>([
    ['an unknown connector', 'hubspit', '^1.1.0', {}, 'ROLLOUT_CONNECTOR_UNKNOWN', /hubspot/],
    ['an unknown version', 'hubspot', '^7.0.0', {}, 'ROLLOUT_VERSION_UNKNOWN', /\^7\.0\.0.*2\.0\.0.*1\.1\.0/],
    ['a range that leads to stable', 'hubspot', '1.0.0', {}, 'ROLLOUT_CANDIDATE_IS_STABLE', /1\.1\.0.*2\.0\.0/],
    [
      'a weight of 120',
      'hubspot',
      '1.1.0',
      { steps: [{ weight: 5 }, { weight: 120 }] },
      'ROLLOUT_PLAN_INVALID',
      /steps\.1\S*: expected at most 100 per cent; got .*120/,
    ],
    [
      'a weight that falls',
      'hubspot',
      '1.1.0',
      { steps: [{ weight: 50 }, { weight: 5 }] },
      'ROLLOUT_PLAN_INVALID',
      /expected a weight above that of the step before, 50/,
    ],
    ['a candidate that fails a gate', 'hubspot', '1.9.0', {}, 'ROLLOUT_GATE_REFUSED', /loads: .*half a build/],
  ])('of %s is refused with a code, naming what is allowed', async (_, connector, range, plan, code, names) => {
    const refusal = await refusalOf(adminOf(gateway.url).start(connector, range, plan));
    expect(refusal).toMatchObject({ code, message: expect.stringMatching(names) });
    const { rollouts } = await adminOf(gateway.url).ask('{ rollouts { id } }');
    expect(rollouts).toEqual([]);
  });

  it.each<[string, readonly string[], number, RegExp]>([
    ['an unknown connector', ['hubspit', '--to', '^1.1.0'], 1, /hubspot.*\[ROLLOUT_CONNECTOR_UNKNOWN\]/s],
    ['an unknown version', ['hubspot', '--to', '^7.0.0'], 1, /2\.0\.0.*\[ROLLOUT_VERSION_UNKNOWN\]/s],
    ['a range that leads to stable', ['hubspot', '--to', '1.0.0'], 1, /1\.1\.0.*\[ROLLOUT_CANDIDATE_IS_STABLE\]/s],
    ['a weight of 120', ['hubspot', '--to', '1.1.0', '--steps', '5,120'], 2, /per cent above 0, to 100.*"120"/s],
    [
      'a candidate that fails a gate',
      ['hubspot', '--to', '1.9.0'],
      1,
      /refused loads: .*half a build.*a gate refuses/s,
    ],
  ])('of %s is refused on the command line', async (_, parameters, code, told) => {
    const result = await rollout('start', ...parameters, '--yes');
    expect(result).toMatchObject({ code });
    expect(result.stdout + result.stderr).toMatch(told);
  });
});

it('what a rollout under way does not allow is refused, by either way, and on record', async () => {
  const admin = adminOf(gateway.url);
  const first = await admin.start('hubspot', '1.1.0', { steps: [{ weight: 5 }], stickyBy: 'CLIENT' });

  expect(await refusalOf(admin.start('hubspot', '2.0.0', {}))).toMatchObject({
    code: 'ROLLOUT_IN_PROGRESS',
    message: expect.stringContaining(first.id),
  });
  const second = await rollout('start', 'hubspot', '--to', '^2.0.0', '--yes');
  expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining('[ROLLOUT_IN_PROGRESS]') });

  expect(await refusalOf(admin.command('resume', first))).toMatchObject({
    code: 'ROLLOUT_STATE_REFUSES',
    message: expect.stringMatching(/is stepping; got resume\. Allowed: .*pause/),
    allowed: expect.arrayContaining(['PAUSE', 'ROLL_BACK']),
  });

  const paused = await rollout('pause', 'hubspot', '--idempotency-key', 'monday');
  expect(paused).toMatchObject({ code: 0 });
  const stale = await rollout('rollback', 'hubspot', '--revision', '1');
  expect(stale).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/revision.*\d.*got 1\..*\[ROLLOUT_REVISION_STALE\]/s),
  });
  const again = await rollout('pause', 'hubspot', '--idempotency-key', 'monday');
  expect(again).toMatchObject({ code: 0, stdout: paused.stdout });
  const reused = await rollout('rollback', 'hubspot', '--idempotency-key', 'monday');
  expect(reused).toMatchObject({ code: 1, stderr: expect.stringContaining('[ROLLOUT_IDEMPOTENCY_KEY_REUSED]') });

  const { standing, history } = await admin.find(first.id);
  expect(standing.state).toBe('PAUSED');
  expect(history.map(({ to }) => to.state)).toEqual(['DRAFT', 'STEPPING', 'PAUSED']);
  const { audit } = await admin.ask('{ audit { entries { subject detail } } }');
  const told = (audit.entries as { detail: string }[]).map(({ detail }) => detail).join('\n');
  for (const code of ['ROLLOUT_STATE_REFUSES', 'ROLLOUT_REVISION_STALE', 'ROLLOUT_IN_PROGRESS'])
    expect(told).toContain(code);
}, 60_000);
