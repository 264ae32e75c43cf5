import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runWrk } from './wrk.ts';
import { luaText, writeScript } from './wrk-script.ts';

it('a literal of Lua holds every byte of the text', () => {
  expect(luaText('{"a":"é\\n"}\n')).toBe('"{\\034a\\034:\\034\\195\\169\\092n\\034}\\010"');
});

it('the script holds the request, its headers and the answer to compare with', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wrk-script-'));
  try {
    const path = join(folder, 'a.lua');
    await writeScript(path, { body: 'ask', headers: { 'x-api-key': 'key' }, answer: 'told' });
    const script = await readFile(path, 'utf8');
    expect(script).toContain('wrk.body = "ask"');
    expect(script).toContain('wrk.headers["content-type"] = "application/json"');
    expect(script).toContain('wrk.headers["x-api-key"] = "key"');
    expect(script).toContain('local expected = "told"');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

const hasWrk = spawnSync('wrk', ['--version']).error === undefined;

it.skipIf(!hasWrk)('answers that differ are counted, though their status is 200', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wrk-script-'));
  let asked = 0;
  const server = createServer((_request, response) => response.end(++asked % 2 === 0 ? '{"data":1}' : '{"errors":[]}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const script = join(folder, 'a.lua');
    await writeScript(script, { body: '{}', headers: {}, answer: '{"data":1}' });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const report = await runWrk({ url, script, connections: 2, seconds: 1, core: 0 });
    expect(report.firstWrong).toBe('{"errors":[]}');
    expect(report.wrong / report.requests).toBeCloseTo(0.5, 1);
    expect(report.refused + report.socketErrors).toBe(0);
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
});
