import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCORE_GRAPH, writeScoreConnector } from './support/score-connector.js';
import { type System, startSystem } from './support/start-system.js';

let packages: Awaited<ReturnType<typeof writeScoreConnector>>;
let system: System;
beforeAll(async () => {
  packages = await writeScoreConnector([
    { version: '1.0.0' },
    { version: '2.0.0', graph: SCORE_GRAPH.replace('value: Int', 'value: Int note: String') },
    { version: '3.0.0', graph: SCORE_GRAPH.replace('value: Int', 'points: Int') },
    { version: '4.0.0', withoutBest: true },
    { version: '5.0.0' },
  ]);
  await writeFile(join(packages.directory, 'score/5.0.0/index.js'), 'throw new Error("half a build");');
  system = await startSystem({
    settings: {
      connectorsDirectory: packages.directory,
      connectors: { score: { version: '1.0.0' } },
      tenants: { default: { connections: { score: { credential: { type: 'token', token: 'none' } } } } },
    },
  });
});
afterAll(async () => {
  await system.close();
  await packages.remove();
});

async function gatesOf(connector: string, version: string) {
  const gates = await system.gateway.candidates.runGates(connector, version);
  return Object.fromEntries(gates.map(({ gate, outcome, lines }) => [gate, { outcome, told: lines.join('\n') }]));
}

describe('a candidate', () => {
  it('is the newest version in the range that is not stable', async () => {
    const { candidates } = system.gateway;
    expect(await candidates.resolve('hubspot', '^2.0.0')).toEqual({ stable: '1.0.0', candidate: '2.0.0' });
    expect(await candidates.resolve('score', '>=1.0.0')).toEqual({ stable: '1.0.0', candidate: '5.0.0' });
  });

  it.each([
    ['nobody', '^1.0.0', 'ROLLOUT_CONNECTOR_UNKNOWN', /hubspot, mailchimp, meta-ads, score/],
    ['score', '1.0.0', 'ROLLOUT_CANDIDATE_IS_STABLE', /Choose one of 2\.0\.0, 3\.0\.0, 4\.0\.0, 5\.0\.0/],
    ['score', '^7.0.0', 'ROLLOUT_VERSION_UNKNOWN', /expected a version in \^7\.0\.0, but found/],
  ])('of %s in %s is refused, naming what there is', async (connector, range, code, message) => {
    const refusal = { code, message: expect.stringMatching(message) };
    await expect(system.gateway.candidates.resolve(connector, range)).rejects.toMatchObject(refusal);
    await expect(system.gateway.candidates.runGates(connector, range)).rejects.toMatchObject(refusal);
  });
});

it('what a version changes or lacks is told of versions that are installed, in use or not', async () => {
  const { candidates } = system.gateway;
  expect(await candidates.changes('hubspot', '1.0.0', '2.0.0')).toEqual(['person.erase']);
  expect(await candidates.changes('hubspot', '2.0.0', '3.0.0')).toEqual([]);
  const lacking = await candidates.changes('score', '1.0.0', '4.0.0');
  expect(lacking).toEqual([expect.stringMatching(/^score\//)]);
  await expect(candidates.changes('score', '1.0.0', '9.0.0')).rejects.toMatchObject({
    code: 'ROLLOUT_VERSION_UNKNOWN',
  });
  await expect(candidates.changes('score', '1.0.0', '5.0.0')).rejects.toThrow('half a build');
});

describe('the gates before any traffic', () => {
  it('tell which configured candidate a rollout sets aside', async () => {
    const configured = await startSystem({
      settings: { connectors: { hubspot: { version: '^1.0.0', candidate: { version: '^2.0.0', weight: 25 } } } },
      beside: system,
    });
    const told = async (version: string) => {
      const gates = await configured.gateway.candidates.runGates('hubspot', version);
      return gates.find(({ gate }) => gate === 'configured-candidate')?.lines.join('\n');
    };
    expect(await told('2.0.0')).toMatch(/candidate 2\.0\.0 with weight 25 % is set aside .* it stays off/);
    expect(await told('3.0.0')).toMatch(/candidate 2\.0\.0 with weight 25 % is set aside .* that share again/);
    expect(await gatesOf('hubspot', '2.0.0')).not.toHaveProperty('configured-candidate');
    await configured.close();
  });

  it('refuse nothing of the next major of a connector, and show what cannot be known', async () => {
    expect(await gatesOf('hubspot', '2.0.0')).toMatchObject({
      loads: { outcome: 'passed' },
      'gateway-range': { outcome: 'passed' },
      integrity: { outcome: 'unknown', told: expect.stringContaining('sha256-') },
      hosts: { outcome: 'passed' },
      'graph-extension': { outcome: 'passed' },
      'contract-suite': { outcome: 'unknown' },
    });
  });

  it('let additions to the graph through, and refuse what breaks operations, with each change', async () => {
    expect((await gatesOf('score', '2.0.0'))['graph-extension']?.outcome).toBe('passed');
    const { outcome, told } = (await gatesOf('score', '3.0.0'))['graph-extension'] ?? {};
    expect(outcome).toBe('refused');
    expect(told).toMatch(/v1: ScoreEntry\.value was removed/);
    expect(told).toMatch(/v2: ScoreEntry\.value was removed/);
  });

  it('refuse a graph whose capability is gone, and a package that does not load', async () => {
    const gone = await gatesOf('score', '4.0.0');
    expect(gone.capabilities).toMatchObject({ outcome: 'shown', told: expect.stringContaining('score/best is gone') });
    expect(gone['graph-extension']).toMatchObject({
      outcome: 'refused',
      told: expect.stringContaining('CONNECTOR_GRAPH_CAPABILITY_UNKNOWN'),
    });
    expect(await gatesOf('score', '5.0.0')).toMatchObject({
      loads: { outcome: 'refused', told: expect.stringContaining('half a build') },
    });
  });
});
