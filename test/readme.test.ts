import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { startSandbox } from '@selvedge/sandbox';
import { createLogger, loadConfiguration, startGateway } from '@selvedge/server';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);
const readme = new URL('../README.md', import.meta.url);
const sandboxConfiguration = new URL('../server/sandbox.selvedge.yaml', import.meta.url);

/** The tour's commands, each with the answer printed below it, if any. */
function tour(): { command: string; answer: string | null }[] {
  const text = readFileSync(readme, 'utf8').split('## The tour')[1]?.split('\n## ')[0] ?? '';
  const blocks = [...text.matchAll(/```(sh|json)\n([\s\S]*?)```/g)].map(([, language, body = '']) => ({
    language,
    body,
  }));
  return blocks.flatMap(({ language, body }, index) => {
    const next = blocks[index + 1];
    return language === 'sh' ? [{ command: body.trim(), answer: next?.language === 'json' ? next.body : null }] : [];
  });
}

let ports: { gateway: string; sandbox: string };
let close: () => Promise<void>;
beforeAll(async () => {
  const sandbox = await startSandbox({ port: 0 });
  const env = { SANDBOX_URL: sandbox.url, SELVEDGE_PORT: '0' };
  const gateway = await startGateway(await loadConfiguration(sandboxConfiguration.pathname, env), {
    conditions: ['selvedge-source'],
    logger: createLogger({ level: 'silent' }),
  });
  ports = { gateway: new URL(gateway.url).port, sandbox: new URL(sandbox.url).port };
  close = async () => {
    await gateway.close();
    await sandbox.close();
  };
});
afterAll(() => close());

it('has a tour', () => {
  expect(tour().length).toBeGreaterThanOrEqual(6);
});

it.each(tour())('the tour works word for word: $command', async ({ command, answer }) => {
  const local = command
    .replaceAll('localhost:4000', `localhost:${ports.gateway}`)
    .replaceAll('localhost:4010', `localhost:${ports.sandbox}`);
  const { stdout } = await run('bash', ['-c', local]);
  if (answer === null) expect(stdout).toBe('');
  else expect(JSON.parse(stdout)).toEqual(JSON.parse(answer));
});
