import { expect, it, vi } from 'vitest';
import { adminFixture, COMPARISON, HOLDING, TOKEN } from '../../admin/admin-sources.fixture.js';
import { type ServedAdmin, serveAdmin, startedRollout } from '../../http/admin-server.fixture.js';
import { drift } from '../../rollouts/declared/index.js';
import { FakeCommandLine } from '../context.fixture.js';
import type { Services } from '../context.js';

/** A command line before a gateway with rollouts in memory. */
function before({ url }: Pick<ServedAdmin, 'url'>, services: Partial<Services> = {}, token = TOKEN) {
  const line = new FakeCommandLine(services, { SELVEDGE_ADMIN_TOKEN: token });
  return {
    line,
    run: (...args: string[]) => line.run('rollout', ...args, '--url', url),
  };
}

async function said(served: ServedAdmin, ...args: string[]) {
  const { line, run } = before(served);
  const code = await run(...args);
  return { code, out: line.out, err: line.err };
}

it('shows what a start would do, and fails when a gate refuses it', async () => {
  const served = await serveAdmin();
  const good = await said(served, 'plan', 'hubspot', '--to', '^2', '--steps', 'shadow:20,5,50', '--approval');
  expect(good.code).toBe(0);
  expect(good.out).toMatch(/hubspot {2}1\.4\.0 → 2\.1\.0/);
  expect(good.out).toMatch(
    /0 +20 % of the reads compared +stable +by comparison\n +1 +5 % of the callers +stable +8\.3 h\n +2 +50 % of the callers +candidate +100 min/,
  );
  expect(good.out).toContain('each step advances when an admin says so');
  expect(good.out).toContain('look at hosts: 2.1.0 also calls api.hubspot.com/crm/v4');
  const refused = await said(served, 'plan', 'hubspot', '--to', '^3');
  expect(refused.code).toBe(1);
  expect(refused.out).toContain('refused graph-extension: Query.hubspotTicket is gone');
  const json = await said(served, 'plan', 'hubspot', '--to', '^2', '--json');
  expect(JSON.parse(json.out)).toMatchObject({
    candidate: '2.1.0',
    startable: true,
    gates: [{ gate: 'loads', outcome: 'PASSED' }, {}, { gate: 'integrity', lines: ['no hash is known'] }, {}],
  });
});

it('asks before it starts, and starts what it showed', async () => {
  const served = await serveAdmin();
  const asked: string[] = [];
  const no = before(served, { confirm: async (question) => asked.push(question) < 0 });
  expect(await no.run('start', 'hubspot', '--to', '^2')).toBe(1);
  expect([asked, no.line.out.endsWith('Nothing was started.\n')]).toEqual([
    ['Start the rollout of hubspot to 2.1.0?'],
    true,
  ]);
  expect(served.control.rollouts.size).toBe(0);
  served.control.plan = vi.fn(served.control.plan.bind(served.control));
  const unasked = await said(served, 'start', 'hubspot', '--to', '^2');
  expect([unasked.code, unasked.err]).toEqual([
    1,
    'Expected --yes, since nobody can be asked here; nothing was started.\n',
  ]);
});

it('starts with --yes; the record has who and why', async () => {
  const served = await serveAdmin();
  served.control.start = vi.fn(async ({ candidate }, by) => {
    expect(candidate).toBe('2.1.0');
    return Object.getPrototypeOf(served.control).start.call(
      served.control,
      { connector: 'hubspot', candidate: '^2' },
      by,
    );
  });
  const { code, out } = await said(served, 'start', 'hubspot', '--to', '^2', '--yes', '--reason', 'v1 is retired');
  expect([code, out.split('\n').at(-2)]).toEqual([
    0,
    'Started 00000000-0000-4000-8000-000000000001. Watch it: selvedge rollout watch hubspot',
  ]);
  const history = await said(served, 'history', 'hubspot');
  expect(history.out).toMatch(
    /2026-11-26 12:00 UTC +start +– +shadowing +0 % +ada \(token [0-9a-f]{8}\) +v1 is retired\n/,
  );
});

it('tells where rollouts stand, and what the configuration declares otherwise', async () => {
  const served = await serveAdmin();
  expect((await said(served, 'status')).out).toContain('No rollout is on its way.\n');
  const id = await startedRollout(served);
  served.control.become(
    id,
    {
      is: 'held',
      at: { is: 'stepping', step: 2, sinceMs: 1, slowAfterMs: null },
      reason: 'too-little-traffic',
      why: 'Few came.',
      sinceMs: 2,
    },
    HOLDING,
  );
  const { code, out } = await said(served, 'status');
  expect(code).toBe(0);
  expect(out).toMatch(/hubspot {2}1\.4\.0 → 2\.1\.0 {2}held \(too-little-traffic\) since 1970-01-01/);
  expect(out).toContain('shadow 20 % · 1 % · [5 %] · 25 % · 50 % · 95 %');
  expect(out).toMatch(/requests +█{13}░{11} {2}640 of 1,200/);
  expect(out).toContain(
    'candidate 7 of 640 (1.09 %), stable 118 of 12,160 (0.97 %); ratio under 2.41, wanted under 2; or rate under 2.31 %, wanted under 0.50 %',
  );
  expect(out).toContain('0.30 against it, back at 300');
  expect(out).toContain('Contact.phone: format in 61 of 212, e.g. +99 999 9999 → +999999999');
  expect(out).toContain('acme/hubspot 2.1.0 half-open');
  expect(out).toContain('Declared: a plan does not change on the way (cannot be applied: ROLLOUT_IN_PROGRESS)');
  const json = JSON.parse((await said(served, 'status', id, '--json')).out);
  expect(json).toMatchObject({
    rollouts: [{ id, revision: 2, standing: { state: 'HELD', hold: 'too-little-traffic' } }],
    drift: [{ effect: 'REFUSED' }],
  });
});

it('tells of breakers only that all are closed, and of rollouts started by hand that none is declared', async () => {
  const served = await serveAdmin();
  const id = await startedRollout(served);
  const [closed] = await served.sources.breakers();
  served.sources.breakers = async () => [closed!, { ...closed!, version: '2.1.0' }];
  const rollout = served.control.rollouts.get(id)!;
  served.sources.drift = async () => drift([], [{ rollout, startedBy: 'admin' }], () => rollout.plan);
  const { out } = await said(served, 'status');
  expect(out).toMatch(/breakers +all closed\n/);
  expect(out).toContain(
    `Declared: nothing for hubspot; the rollout to 2.1.0 (${id}) was started by hand, and goes on\n`,
  );
});

it('says that nothing is counted yet, and how many pairs are still wanted', async () => {
  const served = await serveAdmin();
  const id = await startedRollout(served);
  const none = { events: 0, bad: 0 };
  const [test] = HOLDING.evidence.tests;
  const tests = [{ ...test!, lnEvidence: 0.7, period: { candidate: none, stable: none } }];
  const evidence = { ...HOLDING.evidence, lnEvidence: 0.7, requests: { seen: 0, wanted: 300 }, tests };
  served.control.become(id, { is: 'stepping', step: 2, sinceMs: 1, slowAfterMs: null }, { ...HOLDING, evidence });
  const [field] = COMPARISON;
  served.sources.comparison = async () => [{ ...field!, verdict: 'undecided', pairs: 12, pairsWanted: 143 }];
  served.sources.notAskedFor = async () => ['Contact.birthday'];
  const { out } = await said(served, 'status');
  expect(out).toContain('changed, but not asked for yet: Contact.birthday');
  expect(out).toMatch(/evidence +░{24} {2}nothing counted yet, back at 300\n/);
  expect(out).toContain('compared least: Contact.fullName (12 pairs, 143 more wanted)');
});

it('pauses, resumes, advances, promotes and rolls back', async () => {
  const served = await serveAdmin();
  await startedRollout(served);
  const outs = [];
  for (const command of ['pause', 'resume', 'advance', 'promote', 'rollback'])
    outs.push((await said(served, command, 'hubspot')).out);
  expect(outs).toEqual([
    'hubspot 2.1.0: paused, weight 0 % (revision 2)\n',
    'hubspot 2.1.0: shadowing, weight 0 % (revision 3)\n',
    'hubspot 2.1.0: stepping, weight 1 % (revision 4)\n',
    'hubspot 2.1.0: promoted, weight 100 % (revision 5)\n',
    'hubspot 2.1.0: rolled back, weight 0 % (revision 6)\n',
  ]);
});

it('accepts a difference with its reason, and migrates those who are pinned to stable', async () => {
  const served = await serveAdmin();
  await startedRollout(served);
  const accept = vi.spyOn(served.control, 'acceptDifference');
  const migrate = vi.spyOn(served.control, 'migratePinned');
  expect((await said(served, 'accept', 'hubspot', '--field', 'Contact.phone', '--reason', 'E.164 now')).code).toBe(0);
  expect(accept.mock.calls[0]).toMatchObject([
    expect.any(String),
    'Contact.phone',
    { cause: { reason: 'E.164 now' }, expectedRevision: 1 },
  ]);
  await said(served, 'migrate', 'hubspot', '--callers', 'web,app');
  await said(served, 'migrate', 'hubspot', '--all');
  expect(migrate.mock.calls.map(([, callers]) => callers)).toEqual([['web', 'app'], 'all']);
});

it('does nothing a second time for the same key, and nothing for a revision that has passed', async () => {
  const served = await serveAdmin();
  await startedRollout(served);
  const once = ['pause', 'hubspot', '--revision', '1', '--idempotency-key', 'nightly-1'];
  expect((await said(served, ...once)).out).toContain('(revision 2)');
  expect((await said(served, ...once)).out).toContain('(revision 2)');
  const stale = await said(served, 'rollback', 'hubspot', '--revision', '1');
  expect(stale.err).toContain('Expected revision 2, got 1');
  expect(stale.err).toContain('[ROLLOUT_REVISION_STALE]');
});

it('draws a rollout in its place until it is promoted', async () => {
  const served = await serveAdmin();
  const id = await startedRollout(served);
  const drawn: string[] = [];
  let isDone = false;
  const { line, run } = before(served, {
    openScreen: async () => ({
      draw: (text) => void drawn.push(text),
      done: () => {
        isDone = true;
      },
    }),
  });
  const exit = run('watch', 'hubspot');
  await vi.waitFor(() => expect(drawn.at(-1)).toContain('shadowing'));
  served.control.become(id, { is: 'stepping', step: 3, sinceMs: 1, slowAfterMs: null }, HOLDING);
  await vi.waitFor(() => expect(drawn.at(-1)).toContain('[25 %]'));
  served.control.become(id, { is: 'promoted', atMs: 1, stableKeptUntilMs: 2 });
  expect(await exit).toBe(0);
  expect([drawn.at(-1)?.includes('promoted'), isDone, line.out]).toEqual([true, true, '']);
});

it('waits for a rollout it starts: 3 when it is rolled back, with a line for each change', async () => {
  const served = await serveAdmin();
  const plan = served.control.plan.bind(served.control);
  served.control.plan = (wanted) => plan({ ...wanted, candidate: '^2' });
  const { line, run } = before(served);
  const exit = run('start', 'hubspot', '--to', '^2', '--yes', '--wait');
  await vi.waitFor(() =>
    expect(line.out).toContain(
      'hubspot 2.1.0 shadowing, weight 0 %, comparison 1 clean, 1 different, 0 undecided, 0 accepted\n',
    ),
  );
  const [id] = [...served.control.rollouts.keys()] as [string];
  served.control.become(id, { is: 'rolled-back', atMs: 1, reason: 'failures: 9 of 40 against 1 of 900' }, HOLDING);
  expect(await exit).toBe(3);
  expect(line.out).toContain(
    'hubspot 2.1.0 rolled back, weight 0 %, requests 640 of 1200, comparison 1 clean, 1 different, 0 undecided, 0 accepted: failures: 9 of 40',
  );
});

it('goes on watching over a restart of the gateway', async () => {
  const served = await serveAdmin();
  const id = await startedRollout(served);
  const { line, run } = before(served);
  const exit = run('watch', 'hubspot');
  await vi.waitFor(() => expect(line.out).toContain('shadowing'));
  await served.http.close();
  const successor = await adminFixture();
  successor.control.rollouts.set(id, served.control.rollouts.get(id)!);
  successor.control.become(id, { is: 'promoted', atMs: 1, stableKeptUntilMs: 2 });
  await serveAdmin({ port: Number(new URL(served.url).port) }, successor);
  expect(await exit).toBe(0);
  expect(line.out).toContain('hubspot 2.1.0 promoted, weight 100 %');
});

it('leaves a rollout alone when the watching is broken off', async () => {
  const served = await serveAdmin();
  const id = await startedRollout(served);
  const { line, run } = before(served);
  const exit = run('watch', 'hubspot', '--json');
  await vi.waitFor(() => expect(JSON.parse(line.out.trim()).id).toBe(id));
  line.signal('SIGINT');
  expect(await exit).toBe(130);
  expect(served.control.rollouts.get(id)?.state.is).toBe('shadowing');
});

it.each([
  ['hubspott', 'Expected a connector in use (hubspot) or the id of a rollout, but got "hubspott".'],
  ['hubspot', 'There is no rollout of hubspot; begin one with `selvedge rollout start hubspot --to <range>`.'],
  [
    '00000000-0000-4000-8000-00000000beef',
    'There is no rollout 00000000-0000-4000-8000-00000000beef; `selvedge rollout status --all` lists them.',
  ],
])('says what there is when %s has no rollout', async (named, message) => {
  expect(await said(await serveAdmin(), 'pause', named)).toMatchObject({ code: 1, err: `${message}\n` });
});

it('says what to do when the token is wrong, missing, or the gateway is not there', async () => {
  const served = await serveAdmin();
  const wrong = before(served, {}, 'x'.repeat(32));
  expect(await wrong.run('status')).toBe(1);
  expect(wrong.line.err).toMatch(/^SELVEDGE_ADMIN_TOKEN is not the token of the gateway at .*: set it to the one/);
  const missing = before(served, {}, '');
  await missing.run('status');
  expect(missing.line.err).toMatch(/asks for a token: set SELVEDGE_ADMIN_TOKEN/);
  await served.http.close();
  const gone = before(served);
  expect(await gone.run('status')).toBe(1);
  expect(gone.line.err).toMatch(
    /^No gateway can be reached at http:\S+ \(ECONNREFUSED\)\. Start one with `selvedge start`/,
  );
});

it.each([
  [['start', 'hubspot'], '--to'],
  [['plan', 'hubspot', '--to', '^2', '--steps', '1,120'], 'Expected steps such as'],
  [['pause', 'hubspot', '--revision', 'last'], 'Expected a revision'],
  [['migrate', 'hubspot', '--all', '--callers', 'web'], 'cannot be used with'],
  [['migrate', 'hubspot'], 'expected --callers <list> or --all'],
  [['accept', 'hubspot', '--field', 'Contact.phone'], "'--reason <text>' not specified"],
  [['pasue', 'hubspot'], 'Did you mean pause?'],
])('takes %j for no command line', async (args, message) => {
  const line = new FakeCommandLine();
  expect(await line.run('rollout', ...args)).toBe(2);
  expect(line.err).toContain(message);
});
