import { afterEach, expect, it } from 'vitest';
import { createAdminSources } from './admin-sources.js';
import type { Catalogue, ConnectorChoice, FoundPackage, LoadedConnector } from './connectors/index.js';
import { declaredVersions } from './declared-versions.js';
import { partsOverStore } from './parts-over-store.fixture.js';
import { createRolloutControl } from './rollouts/control/index.js';
import { openStore } from './store/index.js';
import { createLogger } from './telemetry/index.js';

const ADA = { kind: 'admin', name: 'ada', reason: 'v1 is retired' } as const;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function found(version: string, gateway = '*', id = 'hubspot'): FoundPackage {
  return { id, version, packageName: `@acme/${id}`, directory: `/${version}`, gateway, protocol: 1 };
}

function loaded(version: string): LoadedConnector {
  const { directory, packageName } = found(version);
  const definition = { id: 'hubspot', capabilities: {} } as unknown as LoadedConnector['definition'];
  return { id: 'hubspot', version, packageName, directory, definition } as LoadedConnector;
}

async function setUp() {
  const store = await openStore({ location: { kind: 'memory' } });
  closing.push(() => store.close());
  const now = () => 5_000;
  const control = createRolloutControl(partsOverStore(store, { now }));
  const choice: ConnectorChoice = {
    id: 'hubspot',
    stable: loaded('1.4.0'),
    candidate: { connector: loaded('2.1.0'), weight: 5 },
  };
  const catalogue: Catalogue = {
    choices: new Map([['hubspot', choice]]),
    found: [found('1.4.0'), found('2.1.0'), found('2.0.0'), found('9.0.0', '^9.0.0'), found('1.0.0', '*', 'other')],
    broken: [],
  };
  const breaker = { connector: 'hubspot', connection: 'acme/hubspot' };
  const lastFailure = { at: 3, class: 'transient', message: 'answered 503' } as const;
  const sources = createAdminSources({
    control,
    store,
    gateway: {
      catalogue,
      breakers: () => [
        { ...breaker, version: '1.4.0', breaker: { state: 'closed', lastFailure: null } },
        { ...breaker, version: '2.1.0', breaker: { state: 'open', since: 4, nextProbeAt: 9, lastFailure } },
      ],
      connections: () => [
        { id: 'acme/hubspot', quotas: () => [{ name: '10 s', used: 41, limit: 190, resetsAtMs: null }] },
      ],
    },
    drift: async () => [],
    logger: createLogger({ level: 'info', write: () => {} }),
    now,
  });
  const start = () => control.start({ connector: 'hubspot', candidate: '^2' }, { cause: ADA, idempotencyKey: null });
  return { store, control, sources, start, catalogue };
}

it('tells each version’s role, why one cannot be used, and its breakers', async () => {
  const { sources, control, start } = await setUp();
  const roles = async () =>
    (await sources.connectors()).flatMap(({ versions }) => versions.map(({ version, role }) => `${version} ${role}`));
  expect(await roles()).toEqual(['1.4.0 stable', '2.1.0 candidate', '2.0.0 found', '9.0.0 found']);
  const [{ versions } = { versions: [] }] = await sources.connectors();
  expect(versions.map(({ breakers }) => breakers)).toMatchObject([{ all: 1, open: 0 }, { all: 1, open: 1 }, {}, {}]);
  expect(versions[2]?.unusable).toBeNull();
  expect(versions[3]?.unusable).toContain('^9.0.0');
  const { id, revision, plan } = await start();
  const by = { cause: ADA, idempotencyKey: null };
  const promoting = await control.promote(id, { ...by, expectedRevision: revision });
  expect(promoting.state.is).toBe('promoting');
  expect(await roles()).toContain('2.1.0 candidate');
  expect(plan.rollbackWindowMs).toBeGreaterThan(0);
});

it('tells the version that everybody has after a promotion as stable, and the one before as kept', async () => {
  const { sources, store, control, start } = await setUp();
  const { id, revision } = await start();
  const { state } = await control.promote(id, { cause: ADA, idempotencyKey: null, expectedRevision: revision });
  const to = { is: 'promoted', atMs: 5_000, stableKeptUntilMs: Date.now() + 60_000 } as const;
  const cause = { kind: 'clock' } as const;
  await store.rollouts.append(
    { rollout: id, revision: revision + 2, atMs: 5_000, cause, from: state.is, to, evidence: null },
    {},
  );
  const [{ versions } = { versions: [] }] = await sources.connectors();
  expect(versions.slice(0, 2).map(({ version, role }) => [version, role])).toEqual([
    ['1.4.0', 'kept'],
    ['2.1.0', 'stable'],
  ]);
});

it('tells breakers, quotas and callers', async () => {
  const { sources } = await setUp();
  expect(await sources.breakers()).toMatchObject([
    { version: '1.4.0', state: 'closed', sinceMs: null, nextProbeAtMs: null, lastFailure: null },
    { version: '2.1.0', state: 'open', sinceMs: 4, nextProbeAtMs: 9, lastFailure: { atMs: 3, class: 'transient' } },
  ]);
  expect(await sources.quotas()).toEqual([
    { connection: 'acme/hubspot', window: '10 s', used: 41, limit: 190, resetsAtMs: null },
  ]);
  const nobody = { connector: 'hubspot', callers: 0, pinned: 0 };
  expect(await sources.callersPerVersion()).toEqual([
    { ...nobody, version: '1.4.0' },
    { ...nobody, version: '2.1.0' },
  ]);
});

it('tells what comparing found, judged by the rollout’s own settings', async () => {
  const { sources, store, start } = await setUp();
  const { id } = await start();
  const sample = { atMs: 1, class: 'format', stable: '"a"', candidate: '"b"' } as const;
  const same = { candidateOnly: 0, noiseOnly: 0, byClass: {}, samples: [] };
  await store.comparisons.add(id, [
    { coordinate: 'Contact.fullName', pairs: 500, ...same },
    {
      coordinate: 'Contact.phone',
      pairs: 200,
      candidateOnly: 80,
      noiseOnly: 1,
      byClass: { format: 80 },
      samples: [sample],
    },
    { coordinate: 'Contact.title', pairs: 3, ...same },
  ]);
  const verdicts = async () => (await sources.comparison(id)).map(({ coordinate, verdict }) => [coordinate, verdict]);
  expect(await verdicts()).toEqual([
    ['Contact.fullName', 'clean'],
    ['Contact.phone', 'different'],
    ['Contact.title', 'undecided'],
  ]);
  await store.comparisons.accept(id, 'Contact.phone', { by: 'ada', reason: 'E.164', atMs: 2 });
  expect((await sources.comparison(id))[1]).toEqual({
    coordinate: 'Contact.phone',
    pairs: 200,
    pairsWanted: null,
    differing: 80,
    noise: 1,
    verdict: 'accepted',
    accepted: { by: 'ada', reason: 'E.164' },
    classes: [{ class: 'format', count: 80 }],
    samples: [sample],
  });
  expect(await sources.comparison('none')).toEqual([]);
});

it('tells who did what, by pages, and who was refused what', async () => {
  const { sources } = await setUp();
  const by = { cause: ADA, idempotencyKey: null };
  const { id } = await sources.control.start({ connector: 'hubspot', candidate: '^2' }, by);
  await expect(sources.control.resume(id, { ...by, expectedRevision: 2 })).rejects.toThrow('Allowed');
  const first = await sources.audit({ first: 2, after: null });
  const rest = await sources.audit({ first: 2, after: first.next });
  expect(rest.next).toBeNull();
  const all = [...first.entries, ...rest.entries];
  expect(all.map(({ action }) => action).toSorted()).toEqual(['rollout.create', 'rollout.resume', 'rollout.start']);
  expect(all.every(({ actor, subject }) => actor === 'ada' && subject === `hubspot ${id}`)).toBe(true);
  expect(all.find(({ action }) => action === 'rollout.start')?.detail).toBe(
    '1.4.0 to 2.1.0: draft, then shadowing; step 0; v1 is retired',
  );
  expect(all.find(({ action }) => action === 'rollout.resume')?.detail).toMatch(
    /^refused: .*\[ROLLOUT_STATE_REFUSES\]/,
  );
  await expect(sources.audit({ first: 2, after: 'x' })).rejects.toThrow(RangeError);
});

it('knows what declared ranges lead to, also to the version in use', async () => {
  const { catalogue } = await setUp();
  const versions = declaredVersions(() => catalogue);
  expect(await versions('hubspot', '^2.0.0')).toEqual({ stable: '1.4.0', candidate: '2.1.0' });
  expect(await versions('hubspot', '^1.0.0')).toEqual({ stable: '1.4.0', candidate: '1.4.0' });
  expect(await versions('hubspot', '^3.0.0')).toMatchObject({
    candidate: null,
    problem: expect.stringContaining('^3'),
  });
});
