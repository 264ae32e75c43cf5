import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { FakeCommandLine } from './context.fixture.js';

const COMMANDS = [
  [],
  ['start'],
  ['sandbox'],
  ['check'],
  ['key'],
  ['schema'],
  ['schema', 'print'],
  ['connectors'],
  ['connectors', 'list'],
  ['config'],
  ['config', 'schema'],
  ['rollout'],
  ...[
    'plan',
    'start',
    'status',
    'watch',
    'pause',
    'resume',
    'advance',
    'promote',
    'rollback',
    'history',
    'accept',
    'migrate',
  ].map((name) => ['rollout', name]),
];

it.each(COMMANDS)('shows help with examples: %s %s', async (...command) => {
  const line = new FakeCommandLine();
  expect(await line.run(...command.filter(Boolean), '--help')).toBe(0);
  expect(line.out).toMatch(/Usage: selvedge.*Examples:\n {2}\$ selvedge /s);
  expect(line.err).toBe('');
});

it('documents its exit codes', async () => {
  const line = new FakeCommandLine();
  await line.run('--help');
  expect(line.out).toMatch(/Exit codes:\n {2}0 +ok\n {2}1 +.*problem.*\n {2}2 +.*\n {2}3 +.*rolled back.*\n {2}130 /);
});

it.each([
  ['no command', []],
  ['an unknown command', ['chekc']],
  ['an unknown option', ['check', '--yaml']],
  ['a missing option', ['schema', 'print']],
  ['a port that is none', ['sandbox', '--port', '70000']],
  ['no workers', ['start', '--workers', '0']],
  ['workers that are no number', ['start', '--workers', 'many']],
  ['more workers than any machine can run', ['start', '--workers', '4000']],
  ['a count that is none', ['sandbox', '--people', 'many']],
  ['a date that is none', ['sandbox', '--today', '2027-31-01']],
  ['an API that is no major', ['schema', 'print', '--api', '2']],
])('fails with 2 on %s', async (_, args) => {
  const line = new FakeCommandLine();
  expect(await line.run(...args)).toBe(2);
  expect(line.err).not.toBe('');
});

it('says what a number of workers is', async () => {
  const line = new FakeCommandLine();
  await line.run('start', '--workers', 'many');
  expect(line.err).toContain('Expected auto or a whole number from 1 to 1024.');
});

it('prints the graph of a major', async () => {
  const line = new FakeCommandLine({ printView: async (major) => `type Query # ${major}\n` });
  expect(await line.run('schema', 'print', '--api', 'v2')).toBe(0);
  expect(line.out).toBe('type Query # 2\n');
});

it('prints the schema of configurations', async () => {
  const line = new FakeCommandLine();
  expect(await line.run('config', 'schema')).toBe(0);
  expect(JSON.parse(line.out)).toMatchObject({ title: 'Selvedge configuration', required: ['connectors', 'tenants'] });
});

it('tells what went wrong without a stack, and with it under --debug', async () => {
  const failing = {
    printView: () => Promise.reject(new Error('no such view', { cause: new Error('the reason') })),
  };
  const line = new FakeCommandLine(failing);
  expect(await line.run('schema', 'print', '--api', 'v2')).toBe(1);
  expect(line.err).toBe('no such view\n');
  for (const args of [
    ['--debug', 'schema', 'print', '--api', 'v2'],
    ['schema', 'print', '--api', 'v2', '--debug'],
  ]) {
    const debugged = new FakeCommandLine(failing);
    expect(await debugged.run(...args)).toBe(1);
    expect(debugged.err).toMatch(/^Error: no such view\n {4}at .*Caused by: Error: the reason\n {4}at /s);
  }
});

it.each([
  [['chekc'], 'Did you mean check?'],
  [['connectors', 'lits'], 'Did you mean list?'],
  [['config', 'shcema'], 'Did you mean schema?'],
  [['check', '--jsn'], 'Did you mean --json?'],
  [['connectors', 'list', '--confg', 'x'], 'Did you mean --config?'],
])('suggests what was meant by %j', async (args, suggestion) => {
  const line = new FakeCommandLine();
  expect(await line.run(...args)).toBe(2);
  expect(line.err).toContain(suggestion);
});

it('makes keys, each with the hash that the configuration takes', async () => {
  const made = await Promise.all(
    [1, 2].map(async () => {
      const line = new FakeCommandLine();
      expect(await line.run('key', '--client', 'storefront')).toBe(0);
      return line.out;
    }),
  );
  const [first] = made as [string];
  const key = /^ {2}(sk_[\w-]{43})$/m.exec(first)?.[1];
  const hash = createHash('sha256').update(key!).digest('hex');
  expect(first).toContain(`  - id: storefront\n`);
  expect(first).toContain(`    keyHash: sha256:${hash}\n`);
  expect(new Set(made).size).toBe(2);
});
