import { expect, it } from 'vitest';
import { HOLDING } from '../admin/admin-sources.fixture.js';
import { AUTHORISED, askAdmin, START, serveAdmin, startedRollout } from './admin-server.fixture.js';

const CHANGE = (field: string) =>
  `mutation ($id: ID!, $revision: Int!, $key: String!) { ${field}(id: $id, expectedRevision: $revision, idempotencyKey: $key) { revision standing { state weight } actions } }`;

it('tells connectors, breakers, quotas, callers, the comparison and what the configuration declares', async () => {
  const served = await serveAdmin();
  const { body } = await askAdmin(
    served,
    `{ connectors { id versions { version role unusable openBreakers } } breakers { version state lastFailure } quotas { window used limit }
       callersPerVersion { version callers pinned } comparison(rollout: "r1") { coordinate verdict classes { class count } samples { stable } }
       rolloutDrift { effect line differences { setting declared } } }`,
  );
  expect(body.errors).toBeUndefined();
  expect(body.data).toMatchObject({
    connectors: [
      {
        id: 'hubspot',
        versions: [
          { role: 'STABLE' },
          { role: 'CANDIDATE', openBreakers: 1 },
          { role: 'FOUND', unusable: 'it needs gateway ^9.0.0' },
        ],
      },
    ],
    breakers: [
      { state: 'CLOSED', lastFailure: null },
      { state: 'HALF_OPEN', lastFailure: 'transient: answered 503' },
    ],
    quotas: [{ window: '10 s', used: 41, limit: 190 }],
    callersPerVersion: [{ callers: 190, pinned: 3 }, { callers: 10 }],
    comparison: [{ verdict: 'CLEAN' }, { verdict: 'DIFFERENT', classes: [{ class: 'format', count: 61 }] }],
    rolloutDrift: [{ effect: 'REFUSED', differences: [{ setting: 'advance', declared: 'approval' }] }],
  });
});

it('plans, starts, changes and tells the history, with who did it', async () => {
  const served = await serveAdmin();
  served.control.decision = HOLDING;
  const headers = { ...AUTHORISED, 'selvedge-actor': Buffer.from('Jürgen', 'utf8').toString('latin1') };
  const planned = await askAdmin(
    served,
    '{ plannedRollout(connector: "hubspot", candidate: "^2", plan: { steps: [{ shadow: 20 }, { weight: 5 }] }) { candidate startable shortestMinutes gates { gate outcome lines } plan { steps { shadow weight } advance } } }',
  );
  expect(planned.body.data?.plannedRollout).toMatchObject({
    candidate: '2.1.0',
    startable: true,
    plan: {
      steps: [
        { shadow: 20, weight: null },
        { shadow: null, weight: 5 },
      ],
      advance: 'AUTOMATIC',
    },
  });
  const id = await startedRollout(served);
  const paused = await askAdmin(served, CHANGE('pauseRollout'), { id, revision: 1, key: 'k1' }, headers);
  expect(paused.body.data?.pauseRollout).toMatchObject({
    revision: 2,
    standing: { state: 'PAUSED' },
    actions: expect.arrayContaining(['RESUME', 'ROLL_BACK']),
  });
  const again = await askAdmin(served, CHANGE('pauseRollout'), { id, revision: 1, key: 'k1' }, headers);
  expect(again.body.data?.pauseRollout).toMatchObject({ revision: 2 });
  const { body } = await askAdmin(
    served,
    '{ rollouts(connector: "hubspot", open: true) { id evidence { outcome hold figures { requestsSeen requestsWanted tests { ratioUpperEnd candidate { bad } } } } history { revision cause by from to { state } } } audit(first: 1) { next entries { actor action } } }',
  );
  expect(body.data).toMatchObject({
    rollouts: [
      {
        id,
        evidence: {
          outcome: 'HOLD',
          hold: 'too-little-traffic',
          figures: { requestsSeen: 640, tests: [{ ratioUpperEnd: 2.41, candidate: { bad: 7 } }] },
        },
        history: [
          {
            cause: 'ADMIN',
            by: expect.stringMatching(/^unnamed \(token [0-9a-f]{8}\)$/),
            from: null,
            to: { state: 'SHADOWING' },
          },
          {
            cause: 'ADMIN',
            by: expect.stringMatching(/^Jürgen \(token [0-9a-f]{8}\)$/),
            from: 'SHADOWING',
            to: { state: 'PAUSED' },
          },
        ],
      },
    ],
    audit: { next: '1', entries: [{ action: 'rollout.paused' }] },
  });
});

it.each([
  [
    'a stale revision',
    CHANGE('pauseRollout'),
    { revision: 7, key: 'k1' },
    'ROLLOUT_REVISION_STALE',
    'Expected revision 1, got 7',
  ],
  [
    'an unknown rollout',
    CHANGE('pauseRollout'),
    { id: 'nope', revision: 1, key: 'k1' },
    'ROLLOUT_NOT_FOUND',
    'got "nope"',
  ],
  [
    'what the state does not allow',
    CHANGE('resumeRollout'),
    { revision: 1, key: 'k1' },
    'ROLLOUT_STATE_REFUSES',
    'shadowing',
  ],
  ['no idempotency key', CHANGE('pauseRollout'), { revision: 1, key: '' }, 'BAD_USER_INPUT', '1 to 200 characters'],
  ['a second rollout', START, { key: 'k2' }, 'ROLLOUT_IN_PROGRESS', 'roll it back first'],
  [
    'an unknown connector',
    START.replace('"hubspot"', '"hubspott"'),
    { key: 'k3' },
    'ROLLOUT_CONNECTOR_UNKNOWN',
    'hubspot',
  ],
  ['a range without a version', START.replace('^2', '^9'), { key: 'k4' }, 'ROLLOUT_VERSION_UNKNOWN', 'found: 1.4.0'],
  ['a range that leads to stable', START.replace('^2', '^1'), { key: 'k5' }, 'ROLLOUT_CANDIDATE_IS_STABLE', '1.4.0'],
  [
    'a candidate that fails a gate',
    START.replace('^2', '^3'),
    { key: 'k6' },
    'ROLLOUT_GATE_REFUSED',
    'graph-extension',
  ],
  [
    'a step of neither kind',
    START.replace('candidate: "^2"', 'candidate: "^2", plan: { steps: [{}] }'),
    { key: 'k7' },
    'ROLLOUT_PLAN_INVALID',
    'plan.steps[0]',
  ],
  [
    'an acceptance without a reason',
    CHANGE('acceptDifference').replace('acceptDifference(', 'acceptDifference(coordinate: "Contact.phone", '),
    { revision: 1, key: 'k8' },
    'BAD_USER_INPUT',
    'why the difference is meant',
  ],
])('answers %s with a code and what is allowed', async (_, query, variables, code, text) => {
  const served = await serveAdmin();
  const id = await startedRollout(served);
  const { status, body } = await askAdmin(served, query, { id, ...variables });
  expect(status).toBe(200);
  expect(body.errors?.[0]).toMatchObject({
    message: expect.stringContaining(text),
    extensions: { code, retryable: false },
  });
});

it('names the actions that a state allows in its refusal', async () => {
  const served = await serveAdmin();
  const id = await startedRollout(served);
  const { body } = await askAdmin(served, CHANGE('resumeRollout'), { id, revision: 1, key: 'k1' });
  expect(body.errors?.[0]?.extensions.allowed).toEqual([
    'PAUSE',
    'ADVANCE',
    'PROMOTE',
    'ROLL_BACK',
    'ACCEPT_DIFFERENCE',
    'MIGRATE_PINNED',
  ]);
});

it('refuses operations over the limits, and names that are none', async () => {
  const served = await serveAdmin();
  const many = await askAdmin(
    served,
    `{ ${Array.from({ length: 40 }, (_, index) => `a${index}: quotas { used }`).join(' ')} }`,
  );
  expect(many.body.errors?.[0]?.extensions.code).toBe('OPERATION_TOO_LARGE');
  const actor = await askAdmin(served, '{ quotas { used } }', {}, { ...AUTHORISED, 'selvedge-actor': 'x'.repeat(101) });
  expect([actor.status, actor.body.errors?.[0]?.extensions.code]).toEqual([400, 'ADMIN_ACTOR_INVALID']);
});
