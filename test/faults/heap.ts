import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GatewayProcess } from '../support/start-gateway-process.js';
import { until } from '../support/until.js';
import type { Environment } from './environment.js';

/** The heap of one gateway. */
export interface Heap {
  /** What its gateway is to be started with. */
  readonly settings: { nodeOptions: string; env: Readonly<Record<string, string>> };
  /** Bytes in use when all garbage has been collected. */
  inUse(gateway: GatewayProcess): Promise<number>;
}

export function createHeap({ folder }: Pick<Environment, 'folder'>): Heap {
  const file = join(folder, 'heap');
  return {
    settings: {
      nodeOptions: `--import=${fileURLToPath(new URL('heap-probe.js', import.meta.url))}`,
      env: { FAULTS_HEAP: file },
    },
    async inUse(gateway) {
      await rm(file, { force: true });
      gateway.child.signal('SIGUSR2');
      let bytes = 0;
      await until('the gateway tells its heap', async () => {
        bytes = Number(await readFile(file, 'utf8').catch(() => ''));
        return bytes > 0;
      });
      return bytes;
    },
  };
}
