import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { CAPABILITIES, JOBS } from '@selvedge/schema';
import { createLogger, loadConfiguration, startGateway } from '@selvedge/server';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'server/bin/selvedge.mjs');
const FILES = [
  'connectors/acme-crm/package.json',
  'connectors/acme-crm/index.js',
  'connectors/acme-crm/fake-acme.js',
  'connectors/acme-crm/contract.test.js',
  'selvedge.yaml',
];

let readme: string;
let folder: string;
beforeAll(async () => {
  readme = await readFile(join(root, 'plugins/connector-api/README.md'), 'utf8');
  folder = await mkdtemp(join(tmpdir(), 'selvedge-author-'));
  for (const file of FILES) await write(file, blockAfter(`\`${file}\``));
  // As `npm install` would lay them out.
  await mkdir(join(folder, 'connectors/acme-crm/node_modules/@selvedge'), { recursive: true });
  for (const name of ['@selvedge/connector-api', 'zod', 'vitest']) {
    await symlink(join(root, 'node_modules', name), join(folder, 'connectors/acme-crm/node_modules', name), 'dir');
  }
});
afterAll(() => rm(folder, { recursive: true }));

/** The first code block after a mention. */
function blockAfter(mention: string): string {
  const block = /```\w+\n([\s\S]*?)```/.exec(readme.slice(readme.indexOf(mention)))?.[1];
  if (!readme.includes(mention) || block === undefined) throw new Error(`expected ${mention} and a block after it`);
  return block;
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

it('the README’s connector passes the contract suite', async () => {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { stdout } = await run(process.execPath, [vitest, 'run'], {
    cwd: join(folder, 'connectors/acme-crm'),
    env: { PATH: process.env.PATH, NO_COLOR: '1' },
  });
  expect(stdout).toMatch(/Tests +\d+ passed/);
  expect(stdout).not.toMatch(/failed/);
}, 60_000);

it('is found by selvedge check', async () => {
  const { stdout } = await run(process.execPath, [bin, 'check', '--strict'], {
    cwd: folder,
    env: { PATH: process.env.PATH, ACME_TOKEN: 'acme-secret' },
  });
  expect(stdout).toMatch(/acme-crm +stable +100 % +\^1\.0\.0 +1\.0\.0 +@acme\/selvedge-acme-crm +2\n/);
  expect(stdout).toContain('is in order.');
});

it('serves a query', async () => {
  const { startFakeAcme } = await import(pathToFileURL(join(folder, 'connectors/acme-crm/fake-acme.js')).href);
  const acme = await startFakeAcme();
  const env = { ACME_URL: acme.baseUrl, ACME_TOKEN: acme.credential };
  const configuration = await loadConfiguration(join(folder, 'selvedge.yaml'), env);
  const gateway = await startGateway(
    { ...configuration, server: { ...configuration.server, port: 0 } },
    { logger: createLogger({ level: 'silent' }) },
  );
  try {
    const query = /"query":"(.*?)"\}/.exec(readme)?.[1];
    const response = await fetch(`${gateway.url}/v2/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect(await response.json()).toEqual({
      data: { companies: { edges: [{ node: { name: 'Blue Foods' } }, { node: { name: 'Red Tools' } }] } },
    });
  } finally {
    await gateway.close();
    await acme.stop();
  }
});

it('what it adds to the graph is in order', async () => {
  const at = 'connectors/acme-crm/index.js';
  await write('connectors/acme-crm/health.js', blockAfter('`connectors/acme-crm/health.js`'));
  const index = blockAfter(`\`${at}\``)
    .replace(/^/, "import { graph, healthCapabilities } from './health.js';\n")
    .replace('  capabilities: {', '  graph,\n  capabilities: {\n    ...healthCapabilities,');
  await write(at, index);
  const { stdout } = await run(process.execPath, [bin, 'check', '--strict'], {
    cwd: folder,
    env: { PATH: process.env.PATH, ACME_TOKEN: 'acme-secret' },
  });
  expect(stdout).toMatch(/@acme\/selvedge-acme-crm +4\n/);
  expect(stdout).toContain('is in order.');
});

it('every capability and every job is in the README’s tables', () => {
  const listed = [...readme.matchAll(/^\| `(\w+\.\w+)` +\|/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual([...Object.keys(CAPABILITIES), ...Object.keys(JOBS)].sort());
});
