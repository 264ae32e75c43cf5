import { fileURLToPath } from 'node:url';
import { describeProblem, loadConfiguration, pathText } from '../config/index.js';
import { CatalogueError } from '../connectors/index.js';
import { configurationFile } from './configuration-file.js';
import { containDefects } from './contain-defects.js';
import type { CommandContext } from './context.js';
import type { ExitCode } from './exit-code.js';
import { locate } from './locate.js';
import { explainSandboxFailure, sandboxPort } from './sandbox-port.js';
import { stopOnSignal } from './stop-on-signal.js';
import { warningsOf } from './warnings.js';
import { welcome } from './welcome.js';

export interface StartOptions {
  config?: string;
  /** Starts the local vendors first; without `config` the gateway then serves the graph over them. */
  sandbox?: boolean;
}

/** Serves the graph until a signal stops it: requests in flight end first, then the local vendors go. */
export async function start(options: StartOptions, context: CommandContext): Promise<ExitCode> {
  const vendors = options.sandbox ? await startVendors(context) : null;
  const { gateway, configuration } = await startGateway(options, vendors?.url ?? null, context).catch(
    async (error: unknown) => {
      await vendors?.close();
      throw error;
    },
  );
  containDefects(gateway, context);
  const exit = stopOnSignal(context, async () => {
    await gateway.close();
    await vendors?.close();
  });
  const warnings = warningsOf(configuration).map(({ path, message }) => `${pathText(path)}: ${message}`);
  context.terminal.out(
    welcome({ gateway: gateway.url, sandbox: vendors?.url ?? null, mode: configuration.mode, warnings }),
  );
  return exit;
}

async function startGateway(options: StartOptions, vendors: string | null, { terminal, services }: CommandContext) {
  const overVendors = vendors !== null && options.config === undefined;
  const file = overVendors ? SANDBOX_CONFIGURATION : configurationFile(options.config, terminal);
  const env = vendors === null ? terminal.env : { ...terminal.env, SANDBOX_URL: vendors };
  const configuration = await loadConfiguration(file, env);
  const gateway = await services.startGateway(configuration).catch((error: unknown) => explain(error, file));
  return { gateway, configuration };
}

const SANDBOX_CONFIGURATION = fileURLToPath(new URL('../../sandbox.selvedge.yaml', import.meta.url));

async function startVendors({ terminal, services }: CommandContext) {
  const port = sandboxPort(terminal.env);
  try {
    return await services.startSandbox({ port });
  } catch (error) {
    throw explainSandboxFailure(error, port, 'SELVEDGE_SANDBOX_PORT');
  }
}

/** Connectors that cannot be loaded are told with the lines that name them. */
async function explain(error: unknown, file: string): Promise<never> {
  if (!(error instanceof CatalogueError)) throw error;
  const problems = await locate(file, error.problems);
  throw new Error(problems.map((problem) => describeProblem(file, problem)).join('\n'), { cause: error });
}
