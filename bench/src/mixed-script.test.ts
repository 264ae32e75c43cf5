import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readsOf } from './mixed-operations.ts';
import { writeMixedScript } from './mixed-script.ts';
import { runWrk } from './wrk.ts';
import { zipf } from './zipf.ts';

const hasWrk = spawnSync('wrk', ['--version']).error === undefined;

/** Loads a server of people that shows, of what was written, what `shown` makes of it. */
async function load(shown: (familyName: string) => string) {
  const names = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const { variables } = JSON.parse(await textOf(request));
    const written = variables.contacts?.[0];
    if (written) names.set(written.email, written.familyName);
    const records = [{ familyName: shown(names.get(variables.email) ?? 'Byron') }];
    response.setHeader('x-request-id', String(request.headers['x-request-id']));
    response.end(JSON.stringify({ data: written ? { upsertContacts: { accepted: 1 } } : { customer: { records } } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = await mkdtemp(join(tmpdir(), 'mixed-script-'));
  try {
    const script = join(folder, 'a.lua');
    const reads = readsOf(['a@x.example', 'b@x.example']);
    await writeMixedScript(script, { reads, shares: zipf(reads.length), writes: 0.1, headers: {}, seed: 1 });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return await runWrk({ url, script, connections: 4, seconds: 1, core: 0 });
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

it.skipIf(!hasWrk)('who shows what was written last is never stale', async () => {
  const { writes, stale, wrong, requests } = await load((name) => name);
  expect(writes).toBeGreaterThan(0);
  expect(writes / requests).toBeLessThan(0.15);
  expect({ stale, wrong }).toEqual({ stale: 0, wrong: 0 });
});

it.skipIf(!hasWrk)('who shows what was before is stale, and is not taken for wrong', async () => {
  const { stale, wrong } = await load(() => 'Byron');
  expect(stale).toBeGreaterThan(0);
  expect(wrong).toBe(0);
});
