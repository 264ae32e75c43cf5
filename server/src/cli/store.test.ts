import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../store/index.js';
import { FakeCommandLine } from './context.fixture.js';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'selvedge-cli-'));
  writeFileSync(join(directory, 'selvedge.yaml'), 'connectors: {}\ntenants: {}\n');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function run(...args: string[]) {
  const line = new FakeCommandLine({}, {}, directory);
  const code = await line.run('store', ...args);
  return { code, out: line.out, err: line.err };
}

async function makeStore(): Promise<void> {
  const store = await openStore({ location: { kind: 'file', file: join(directory, 'selvedge.db') } });
  await store.audit.append({ atMs: 1, who: 'ada', what: 'x', rollout: null, connector: null, details: {} });
  await store.close();
}

it('backs up the store beside the configuration, and restores it', async () => {
  await makeStore();
  expect(await run('backup', '--to', 'one.dump')).toEqual({
    code: 0,
    out: `1 row written to ${join(directory, 'one.dump')}.\n`,
    err: '',
  });
  const refused = await run('restore', '--from', 'one.dump');
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('[STORE_NOT_EMPTY]')]);
  expect((await run('restore', '--from', 'one.dump', '--replace')).out).toContain('1 row restored');
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(directory, `selvedge.db${suffix}`), { force: true });
  const restored = await run('restore', '--from', 'one.dump', '--json');
  expect(JSON.parse(restored.out)).toMatchObject({ file: join(directory, 'one.dump'), rows: { selvedge_audit: 1 } });
});

it('tells what there is', async () => {
  await makeStore();
  const { code, out } = await run('status');
  expect(code).toBe(0);
  expect(out).toContain(`${join(directory, 'selvedge.db')}: in order\n`);
  expect(out).toMatch(/selvedge_audit +1\n/);
  expect(JSON.parse((await run('status', '--json')).out)).toMatchObject({ schema: 'current', kind: 'sqlite' });
});

it('makes no store where it is only to look', async () => {
  for (const args of [['status'], ['backup', '--to', 'one.dump']]) {
    const { code, err } = await run(...args);
    expect([code, err]).toEqual([1, expect.stringContaining('[STORE_NOT_FOUND]')]);
  }
  expect(existsSync(join(directory, 'selvedge.db'))).toBe(false);
  expect(existsSync(join(directory, 'one.dump'))).toBe(false);
});

it('says so when the store is in memory', async () => {
  writeFileSync(join(directory, 'selvedge.yaml'), 'mode: sandbox\nconnectors: {}\ntenants: {}\n');
  expect((await run('status')).err).toContain('keeps it in memory. Set store.file or store.databaseUrl.');
});

it('wants to know where to', async () => {
  expect((await run('backup')).code).toBe(2);
  expect((await run('restore')).code).toBe(2);
});
