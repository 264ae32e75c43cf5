import { ConfigurationError, loadConfiguration } from '../../config/index.js';
import { configurationFile } from '../configuration-file.js';
import type { CommandContext } from '../context.js';
import { type AdminClient, createAdminClient } from './admin-client.js';

/** What every command to a running gateway is told. */
export interface ConnectOptions {
  /** Base URL of the gateway. */
  url?: string;
  config?: string;
}

const DEFAULT_URL = 'http://127.0.0.1:4000';

/** The gateway that a command speaks to: what was named, else the configuration's address, else port 4000 of this machine. */
export async function connect(options: ConnectOptions, { terminal, services }: CommandContext): Promise<AdminClient> {
  const { env } = terminal;
  const configured =
    options.url !== undefined && env.SELVEDGE_ADMIN_TOKEN ? null : await configuredGateway(options, terminal);
  return createAdminClient({
    url: options.url ?? configured?.url ?? DEFAULT_URL,
    token: env.SELVEDGE_ADMIN_TOKEN || configured?.token || null,
    actor: services.userName(),
  });
}

/** Null where there is no configuration to go by; one that was named must be in order. */
async function configuredGateway(
  { config }: ConnectOptions,
  terminal: CommandContext['terminal'],
): Promise<{ url: string; token: string | undefined } | null> {
  try {
    const { server, admin } = await loadConfiguration(configurationFile(config, terminal), terminal.env);
    return { url: urlOf(server), token: admin.token };
  } catch (error) {
    if (config === undefined && error instanceof ConfigurationError) return null;
    throw error;
  }
}

/** Where a gateway that listens so is reached from its own machine. */
function urlOf({ host, port }: { host: string; port: number }): string {
  const reached = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
}
