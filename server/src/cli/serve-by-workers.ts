import type { Configuration } from '../config/index.js';
import { createCommonStore } from './common-store.js';
import type { CommandContext } from './context.js';
import { reloadOnSignal } from './reload-on-signal.js';

export interface ServeByWorkersOptions {
  /** Where the configuration is. */
  file: string;
  /** The configuration to begin with. */
  first: Configuration;
  /** Reads it again. Rejects with a ConfigurationError. */
  read(): Promise<Configuration>;
  /** Workers that a configuration means. */
  countOf(configuration: Configuration): number;
}

export interface ServingWorkers {
  url: string;
  /** Rejects when no worker can be kept alive. */
  failed: Promise<never>;
  close(): Promise<void>;
}

/**
 * Serves by worker processes, of which this one is the primary: it has no traffic of its own, keeps as many alive as are
 * wanted, and holds what they have in common. On SIGHUP it reads the configuration again and replaces them one by one;
 * a configuration that is wrong is told and changes nothing. A store in memory is a temporary file that they have in common.
 */
export async function serveByWorkers(
  { file, first, read, countOf }: ServeByWorkersOptions,
  context: CommandContext,
): Promise<ServingWorkers> {
  const common = createCommonStore();
  const planOf = async (configuration: Configuration) => ({
    configuration: await common.in(configuration),
    file,
    workers: countOf(configuration),
  });
  const pool = await context.services.createWorkerPool();
  const url = await pool.start(await planOf(first)).catch(async (error: unknown) => {
    await common.remove();
    throw error;
  });

  const takeOver = async (): Promise<readonly string[]> => {
    const { workers } = await pool.replace(async () => planOf(await read()));
    return [`The configuration is in use in ${workers} ${workers === 1 ? 'worker' : 'workers'}.`];
  };
  reloadOnSignal({ file, takeOver }, context);
  const failed = pool.failed.catch(async (error: unknown) => {
    await common.remove();
    throw error;
  });
  return {
    url,
    failed,
    async close() {
      try {
        await pool.stop();
      } finally {
        await common.remove();
      }
    },
  };
}
