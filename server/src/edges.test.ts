import { expect, it } from 'vitest';
import type { TenantConnector } from './batching/index.js';
import { createEdges } from './edges.js';
import type { Assignment } from './rollouts/model/index.js';
import { splitOf } from './routing/index.js';
import { createMetrics } from './telemetry/index.js';

const assignment: Assignment = {
  rollout: 'r',
  revision: 1,
  connector: 'crm',
  stable: '1.0.0',
  candidate: '2.0.0',
  weight: 100,
  shadowShare: 0,
  stickyBy: 'user',
  writes: true,
  countedStep: null,
  countedSinceMs: null,
  slowAfterMs: null,
};

/** The versions in the keys of ready answers for users, of whom `kept` is kept on stable. */
async function versionsFor(users: readonly string[], kept?: string) {
  const edge = createEdges({
    answers: { find: async () => null, keep: () => {} },
    authenticate: async ({ authorization }) => ({
      tenant: 't',
      client: 'web',
      user: String(authorization),
      scopes: new Set(),
      apiMajor: 2,
    }),
    connectorsOf: () => new Map([['crm', { split: splitOf(assignment) } as TenantConnector]]),
    ...(kept === undefined ? {} : { keptOnStable: (_, { user }) => user === kept }),
    metrics: createMetrics(),
    now: () => 0,
  })(2);
  const keys = await Promise.all(users.map((authorization) => edge.keyOf({ authorization }, '{}')));
  return keys.map((key) => key?.versions);
}

it('a caller who is kept on stable shares no answer with those on the candidate', async () => {
  expect(await versionsFor(['ada', 'bob'], 'ada')).toEqual(['crm@1.0.0 ', 'crm@2.0.0 ']);
  expect(await versionsFor(['ada', 'bob'])).toEqual(['crm@2.0.0 ', 'crm@2.0.0 ']);
});
