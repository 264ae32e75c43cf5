import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../support/child-process.js';
import type { GatewayProcess } from '../support/start-gateway-process.js';
import { until } from '../support/until.js';

/** The clock of one gateway, which can be set ahead, so that ten minutes need not be waited for. */
export interface Clock {
  /** What its gateway is started with. */
  readonly nodeOptions: string;
  readonly env: Readonly<Record<string, string>>;
  /** Sets it so many milliseconds ahead of the real one; resolves when the gateway goes by it. */
  set(gateway: GatewayProcess, aheadMs: number): Promise<void>;
}

const FAKE_CLOCK = pathToFileURL(join(ROOT, 'test/dist/faults/fake-clock.js')).href;

export async function createClock(folder: string): Promise<Clock> {
  const file = join(folder, `clock-${randomUUID()}`);
  await writeFile(file, '0');
  return {
    nodeOptions: `--import=${FAKE_CLOCK}`,
    env: { FAULTS_CLOCK: file },
    async set(gateway, aheadMs) {
      await writeFile(file, String(aheadMs));
      gateway.child.signal('SIGUSR2');
      const taken = () => readFile(`${file}.taken`, 'utf8').catch(() => null);
      await until('the gateway goes by the new clock', async () => (await taken()) === String(aheadMs), { everyMs: 5 });
    },
  };
}
