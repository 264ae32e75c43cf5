import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { admissionOf } from '../admin/guard/admission.js';
import { type Configuration, loadConfiguration, pathText } from '../config/index.js';
import type { Gateway } from '../gateway.js';
import { configurationFile } from './configuration-file.js';
import { containDefects } from './contain-defects.js';
import type { CommandContext } from './context.js';
import type { ExitCode } from './exit-code.js';
import { explainStart } from './explain-start.js';
import { reloadOnSignal } from './reload-on-signal.js';
import { explainSandboxFailure, sandboxPort } from './sandbox-port.js';
import { serveByWorkers } from './serve-by-workers.js';
import { stopOnSignal } from './stop-on-signal.js';
import { warningsOf } from './warnings.js';
import { welcome } from './welcome.js';
import type { WorkerCount } from './worker-count.js';

export interface StartOptions {
  config?: string;
  /** Starts the local vendors first; without `config` the gateway then serves the graph over them. */
  sandbox?: boolean;
  /** Counts more than the configuration's. */
  workers?: WorkerCount;
}

/** Serves the graph until a signal stops it: requests in flight end first, then the local vendors go. */
export async function start(options: StartOptions, context: CommandContext): Promise<ExitCode> {
  const vendors = options.sandbox ? await startVendors(context) : null;
  const { terminal, services } = context;
  const { file, read } = source(options, vendors?.url ?? null, context);
  const { configuration, workers, serving } = await serve().catch(async (error: unknown) => {
    await vendors?.close();
    throw await explainStart(error, file);
  });

  async function serve(): Promise<{ configuration: Configuration; workers: number | null; serving: Serving }> {
    const first = await read();
    const count = workerCount(options, first);
    if (count !== null) {
      const countOf = (later: Configuration): number => workerCount(options, later) ?? count;
      return {
        configuration: first,
        workers: count,
        serving: await serveByWorkers({ file, first, read, countOf }, context),
      };
    }
    const gateway = await services.startGateway(first);
    containDefects(gateway, context);
    reloadOnSignal({ file, takeOver: () => takeOver(gateway, read) }, context);
    return {
      configuration: first,
      workers: null,
      serving: { url: gateway.url, failed: null, close: () => gateway.close() },
    };
  }

  const stopped = stopOnSignal(context, async () => {
    await serving.close();
    await vendors?.close();
  });
  const warnings = warningsOf(configuration).map(({ path, message }) => `${pathText(path)}: ${message}`);
  terminal.out(
    welcome({
      gateway: serving.url,
      sandbox: vendors?.url ?? null,
      mode: configuration.mode,
      admins: admissionOf(configuration, terminal.env).kind,
      workers,
      warnings,
    }),
  );
  return serving.failed === null ? stopped : Promise.race([stopped, serving.failed]);
}

async function takeOver(
  gateway: Pick<Gateway, 'reload'>,
  read: () => Promise<Configuration>,
): Promise<readonly string[]> {
  const { later } = await gateway.reload(read);
  const used = 'The configuration is in use.';
  return later.length === 0 ? [used] : [used, `These take effect at the next start: ${later.join(', ')}.`];
}

/** What answers requests. */
interface Serving {
  url: string;
  /** Rejects when nothing answers any more; null where that ends the process anyway. */
  failed: Promise<never> | null;
  close(): Promise<void>;
}

/** Where the configuration is, and how it is read. */
function source(options: StartOptions, vendors: string | null, { terminal }: CommandContext) {
  const overVendors = vendors !== null && options.config === undefined;
  const file = overVendors ? SANDBOX_CONFIGURATION : configurationFile(options.config, terminal);
  const env = vendors === null ? terminal.env : { ...terminal.env, SANDBOX_URL: vendors };
  return { file, read: () => loadConfiguration(file, env) };
}

const SANDBOX_CONFIGURATION = fileURLToPath(new URL('../../sandbox.selvedge.yaml', import.meta.url));

/** Null: the gateway is this process. */
function workerCount({ workers }: StartOptions, { server }: Configuration): number | null {
  const wanted = workers ?? server.workers;
  if (wanted === undefined) return null;
  return wanted === 'auto' ? availableParallelism() : wanted;
}

async function startVendors({ terminal, services }: CommandContext) {
  const port = sandboxPort(terminal.env);
  try {
    return await services.startSandbox({ port });
  } catch (error) {
    throw explainSandboxFailure(error, port, 'SELVEDGE_SANDBOX_PORT');
  }
}
