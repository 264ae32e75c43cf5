import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '../config/index.js';
import { configurationFile } from './configuration-file.fixture.js';
import { FakeCommandLine } from './context.fixture.js';

describe('SIGHUP', () => {
  const CONFIGURATION = 'connectors: {}\ntenants: {}\n';

  /** A gateway that only says what it was to take over. */
  async function serving(takeOver: (configuration: Configuration) => Promise<{ later: readonly string[] }>) {
    const file = await configurationFile(CONFIGURATION);
    const gateway = {
      url: 'http://127.0.0.1:4321',
      takeDefect: () => false,
      reload: async (read: () => Promise<Configuration>) => takeOver(await read()),
      close: async () => {},
    };
    const line = new FakeCommandLine({ startGateway: async () => gateway });
    const exit = line.run('start', '--config', file);
    await line.waiting();
    return {
      line,
      rewrite: (text: string) => writeFile(file, text),
      async [Symbol.asyncDispose]() {
        line.signal('SIGTERM');
        expect(await exit).toBe(0);
      },
    };
  }

  it('lets the gateway take over the configuration, and tells what it cannot change while it runs', async () => {
    const taken: Configuration[] = [];
    await using served = await serving(async (configuration) => {
      taken.push(configuration);
      return { later: ['server.port', 'redisUrl'] };
    });
    await served.rewrite(`${CONFIGURATION}server: { port: 4001 }\n`);
    served.line.reload();
    await expect.poll(() => served.line.out).toContain('The configuration is in use.\n');
    expect(served.line.out).toContain('These take effect at the next start: server.port, redisUrl.');
    expect(taken).toMatchObject([{ server: { port: 4001 } }]);
  });

  it('changes nothing when the configuration is wrong or cannot be served, and says why', async () => {
    let asked = 0;
    await using served = await serving(async () => {
      asked += 1;
      throw new Error('The connector is broken.');
    });
    await served.rewrite('connectors: {}\n');
    served.line.reload();
    await expect.poll(() => served.line.err).toMatch(/not taken over:\n.*:1:1: tenants: expected a map/);
    expect(asked).toBe(0);
    await served.rewrite(CONFIGURATION);
    served.line.reload();
    await expect.poll(() => served.line.err).toContain('not taken over:\nThe connector is broken.');
  });
});
