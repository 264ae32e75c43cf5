import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GatewayProcess } from '../support/start-gateway-process.js';
import { until } from '../support/until.js';
import type { Environment } from './environment.js';

/** The clock of one gateway, which can be set wrong. */
export interface Clock {
  /** What its gateway is to be started with. */
  readonly settings: { nodeOptions: string; env: Readonly<Record<string, string>> };
  /** Sets it so many milliseconds ahead of the real one; resolves when the gateway goes by it. */
  set(gateway: GatewayProcess, aheadMs: number): Promise<void>;
}

/** `aheadMs`: how far ahead of the real clock it starts; negative when behind. */
export async function createClock({ folder }: Environment, aheadMs = 0): Promise<Clock> {
  const file = join(folder, `clock-${randomUUID()}`);
  await writeFile(file, String(aheadMs));
  return {
    settings: {
      nodeOptions: `--import=${fileURLToPath(new URL('fake-clock.js', import.meta.url))}`,
      env: { FAULTS_CLOCK: file },
    },
    async set(gateway, ahead) {
      await writeFile(file, String(ahead));
      gateway.child.signal('SIGUSR2');
      const taken = () => readFile(`${file}.taken`, 'utf8').catch(() => null);
      await until('the gateway goes by the new clock', async () => (await taken()) === String(ahead), { everyMs: 5 });
    },
  };
}
