import type { Decision } from '../rollouts/evidence/index.js';
import { createLogger, createMetrics, type Metrics } from '../telemetry/index.js';
import { type AdminEndpoint, createAdminEndpoint } from './create-admin-endpoint.js';
import { createAdminToken } from './guard/admin-token.js';
import type { Admission } from './guard/admission.js';
import { MemoryControl, NOW } from './memory-control.fixture.js';
import type { AdminSources, ComparedField } from './sources.js';

export const TOKEN = 'an-admin-token-of-at-least-32-characters';

/** Counting at weight 5, and on its way. */
export const HOLDING: Decision = {
  outcome: 'hold',
  hold: 'too-little-traffic',
  reason: 'Expected 1200 counted requests of the candidate at this step; 640 came. It goes on when they have.',
  evidence: {
    lnEvidence: -1.2,
    lnThreshold: Math.log(300),
    requests: { seen: 640, wanted: 1_200 },
    tests: [
      {
        test: 'failures',
        lnEvidence: -1.9,
        period: { candidate: { events: 640, bad: 7 }, stable: { events: 12_160, bad: 118 } },
        share: { basis: 'events', value: 0.05 },
        ratioUpperEnd: 2.41,
        rateUpperEnd: 0.0231,
        rateWanted: 0.005,
      },
    ],
  },
};

export const COMPARISON: readonly ComparedField[] = [
  field('Contact.fullName', 'clean', 0),
  {
    ...field('Contact.phone', 'different', 61),
    classes: [{ class: 'format', count: 61 }],
    samples: [{ atMs: NOW, class: 'format', stable: '+99 999 9999', candidate: '+999999999' }],
  },
];

export interface AdminFixture {
  control: MemoryControl;
  sources: AdminSources;
  endpoint: AdminEndpoint;
  metrics: Metrics;
  log: string[];
}

/** The admin endpoint over rollouts in memory, for whoever sends `TOKEN`. */
export async function adminFixture(
  admission: Exclude<Admission, { kind: 'nobody' }> = { kind: 'token', token: createAdminToken(TOKEN) },
): Promise<AdminFixture> {
  const control = new MemoryControl();
  const sources = sourcesOver(control);
  const metrics = createMetrics();
  const log: string[] = [];
  const logger = createLogger({ level: 'info', write: (line) => log.push(line) });
  const endpoint = createAdminEndpoint({ admission, sources, metrics, logger, now: () => NOW });
  return { control, sources, endpoint, metrics, log };
}

function sourcesOver(control: MemoryControl): AdminSources {
  const breaker = { connector: 'hubspot', connection: 'acme/hubspot', sinceMs: null, nextProbeAtMs: null };
  return {
    control,
    connectors: async () => [
      {
        id: 'hubspot',
        versions: [
          version('1.4.0', 'stable', null, 0),
          version('2.1.0', 'candidate', null, 1),
          version('9.0.0', 'found', 'it needs gateway ^9.0.0', 0),
        ],
      },
    ],
    breakers: async () => [
      { ...breaker, version: '1.4.0', state: 'closed', lastFailure: null },
      {
        ...breaker,
        version: '2.1.0',
        state: 'half-open',
        sinceMs: NOW,
        lastFailure: { atMs: NOW, class: 'transient', message: 'answered 503' },
      },
    ],
    quotas: async () => [{ connection: 'acme/hubspot', window: '10 s', used: 41, limit: 190, resetsAtMs: null }],
    callersPerVersion: async () => [
      { connector: 'hubspot', version: '1.4.0', callers: 190, pinned: 3 },
      { connector: 'hubspot', version: '2.1.0', callers: 10, pinned: 0 },
    ],
    comparison: async () => COMPARISON,
    notAskedFor: async () => [],
    async audit({ first, after }) {
      const all = [...control.transitions.values()].flat().toReversed();
      const from = after === null ? 0 : Number(after);
      const entries = all.slice(from, from + first).map(({ rollout, revision, atMs, cause, to }) => ({
        id: `${rollout}/${revision}`,
        atMs,
        actor: cause.kind === 'admin' ? cause.name : cause.kind,
        action: `rollout.${to.is}`,
        subject: rollout,
        detail: cause.kind === 'admin' ? cause.reason : null,
      }));
      return { entries, next: from + first < all.length ? String(from + first) : null };
    },
    drift: async () => [
      {
        connector: 'hubspot',
        effect: 'refused',
        code: 'ROLLOUT_IN_PROGRESS',
        rollout: 'r1',
        differences: [{ setting: 'advance', declared: 'approval', stored: 'automatic' }],
        line: 'a plan does not change on the way',
      },
    ],
  };
}

function version(text: string, role: 'stable' | 'candidate' | 'found', unusable: string | null, open: number) {
  return {
    version: text,
    packageName: '@selvedge/connector-hubspot',
    role,
    unusable,
    breakers: { all: unusable === null ? 1 : 0, open },
  };
}

function field(coordinate: string, verdict: ComparedField['verdict'], differing: number): ComparedField {
  return {
    coordinate,
    pairs: 212,
    pairsWanted: null,
    differing,
    noise: 1,
    verdict,
    accepted: null,
    classes: [],
    samples: [],
  };
}
