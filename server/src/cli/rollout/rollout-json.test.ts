import { expect, it } from 'vitest';
import { TOKEN } from '../../admin/admin-sources.fixture.js';
import { serveAdmin } from '../../http/admin-server.fixture.js';
import { FakeCommandLine } from '../context.fixture.js';

async function said(url: string, token: string, ...args: string[]) {
  const line = new FakeCommandLine({}, { SELVEDGE_ADMIN_TOKEN: token });
  return { code: await line.run('rollout', ...args, '--url', url), out: line.out, err: line.err };
}

it.each([
  ['ROLLOUT_GATE_REFUSED', ['start', 'hubspot', '--to', '^3', '--yes'], 'graph-extension: Query.hubspotTicket is gone'],
  ['CONFIRMATION_MISSING', ['start', 'hubspot', '--to', '^2'], 'Expected --yes'],
  ['ROLLOUT_VERSION_UNKNOWN', ['plan', 'hubspot', '--to', '^7'], 'found: 1.4.0, 2.1.0, 3.0.0'],
  ['ROLLOUT_NOT_FOUND', ['pause', 'hubspot'], 'There is no rollout of hubspot'],
  ['ROLLOUT_NOT_FOUND', ['history', '00000000-0000-4000-8000-00000000beef'], 'There is no rollout 0000'],
  ['ROLLOUT_CONNECTOR_UNKNOWN', ['watch', 'hubspott'], 'Expected a connector in use'],
])('tells %s as JSON to %j --json, and prints nothing else', async (code, args, message) => {
  const { url, control } = await serveAdmin();
  const answer = await said(url, TOKEN, ...args, '--json');
  expect([answer.code, answer.out]).toEqual([1, '']);
  expect(JSON.parse(answer.err)).toEqual({ error: { code, message: expect.stringContaining(message) } });
  expect(JSON.parse(answer.err).error.message).not.toContain(code);
  expect(control.rollouts.size).toBe(0);
});

it('tells a wrong token and an absent gateway as JSON too', async () => {
  const { url, http } = await serveAdmin();
  const code = async () => JSON.parse((await said(url, 'x'.repeat(32), 'status', '--json')).err).error.code;
  expect(await code()).toBe('ADMIN_TOKEN_WRONG');
  await http.close();
  expect(await code()).toBe('UNREACHABLE');
});

it('tells people the code of a refusing gate, below the plan', async () => {
  const { url } = await serveAdmin();
  const { code, out, err } = await said(url, TOKEN, 'start', 'hubspot', '--to', '^3', '--yes');
  expect(code).toBe(1);
  expect(out).toContain('refused graph-extension: Query.hubspotTicket is gone');
  expect(err).toMatch(/No rollout of hubspot to 3\.0\.0 was started.*\[ROLLOUT_GATE_REFUSED\]\n$/);
});
