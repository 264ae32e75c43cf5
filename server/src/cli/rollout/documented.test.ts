import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { HOLDING, TOKEN } from '../../admin/admin-sources.fixture.js';
import { serveAdmin } from '../../http/admin-server.fixture.js';
import { ROLLOUT_CODES } from '../../rollouts/model/index.js';
import { FakeCommandLine } from '../context.fixture.js';

const GUIDE = readFileSync(new URL('../../../../docs/rollouts.md', import.meta.url), 'utf8');

/** What the guide shows: each command with what it is said to print. */
function shown(): readonly { command: string; output: string }[] {
  const blocks = [...GUIDE.matchAll(/```console\n(.*?)```/gs)].map(([, block = '']) => block);
  return blocks
    .flatMap((block) => block.split(/^\$ /m).slice(1))
    .map((text) => ({
      command: text.slice(0, text.indexOf('\n')),
      output: text.slice(text.indexOf('\n') + 1).trimEnd(),
    }));
}

it('shows in its guide what the commands print, one after the other', async () => {
  const served = await serveAdmin();
  served.sources.drift = async () => [];
  const plan = served.control.plan.bind(served.control);
  served.control.plan = (wanted) =>
    plan({ ...wanted, candidate: wanted.candidate === '2.1.0' ? '^2' : wanted.candidate });
  served.control.decision = HOLDING;
  /** What happens before the command that begins so. */
  const meanwhile: Record<string, () => void> = {
    'rollout status': () => {
      const [id] = [...served.control.rollouts.keys()] as [string];
      const why = HOLDING.outcome === 'hold' ? HOLDING.reason : '';
      const at = { is: 'stepping', step: 2, sinceMs: 1, slowAfterMs: null } as const;
      const sinceMs = Date.parse('2026-11-26T12:31:00Z');
      served.control.become(id, { is: 'held', at, reason: 'too-little-traffic', why, sinceMs });
    },
  };
  const printed = [];
  for (const { command } of shown()) {
    const words = command.replace(/^selvedge /, '');
    for (const [beginning, happens] of Object.entries(meanwhile)) if (words.startsWith(beginning)) happens();
    const line = new FakeCommandLine({}, { SELVEDGE_ADMIN_TOKEN: TOKEN });
    const args = [...words.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    await line.run(...args, '--url', served.url);
    printed.push({ command, output: (line.out + line.err).trimEnd() });
  }
  expect(printed.length).toBeGreaterThan(5);
  expect(printed).toEqual(shown());
  vi.restoreAllMocks();
});

it('tells every command, exit code and setting of a declared rollout', async () => {
  const line = new FakeCommandLine();
  await line.run('rollout', '--help');
  const commands = [...line.out.matchAll(/^ {2}(\w+) \[options\]/gm)].map(([, name]) => name);
  expect(commands.length).toBe(12);
  for (const name of commands) expect(GUIDE).toMatch(new RegExp(`rollout ${name}|\`${name}\``));
  for (const code of ['| 0 |', '| 1 |', '| 2 |', '| 3 |', '| 130 |']) expect(GUIDE).toContain(code);
});

it('lists every code of a rollout’s refusal', () => {
  for (const code of ROLLOUT_CODES) expect(GUIDE).toContain(`| \`${code}\` | `);
});
