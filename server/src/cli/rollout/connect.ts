import { ConfigurationError, type GatewayAddress, readGatewayAddress } from '../../config/index.js';
import { configurationFile } from '../configuration-file.js';
import type { CommandContext, Terminal } from '../context.js';
import { parsePort } from '../sandbox-port.js';
import { type AdminClient, AdminClientError, createAdminClient } from './admin-client.js';

/** What every command to a running gateway is told. */
export interface ConnectOptions {
  /** Base URL of the gateway. */
  url?: string;
  config?: string;
}

/** Where a gateway listens unless it is told otherwise. */
const DEFAULT_PORT = 4000;

/**
 * The gateway that a command speaks to: what was named, else the configuration's address, else SELVEDGE_PORT of this machine, else port
 * 4000. Rejects where that may be another gateway than the one that is meant.
 */
export async function connect(options: ConnectOptions, { terminal, services }: CommandContext): Promise<AdminClient> {
  const { env } = terminal;
  const actor = services.userName();
  if (options.url !== undefined) {
    const token = env.SELVEDGE_ADMIN_TOKEN || (await configuredToken(options, terminal));
    return createAdminClient({ url: options.url, token, actor });
  }
  const configured = await configuredGateway(options, terminal);
  const url = configured === null ? urlOf({ host: '127.0.0.1', port: portOf(env) }) : urlOf(configured);
  return createAdminClient({ url, token: env.SELVEDGE_ADMIN_TOKEN || configured?.token || null, actor });
}

/** Null where there is no configuration; one that is there or was named must say where its gateway is. */
async function configuredGateway(options: ConnectOptions, terminal: Terminal): Promise<GatewayAddress | null> {
  const address = await addressIn(options, terminal).catch((error: unknown) => {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new AdminClientError(error.code, `${error.message}\nPut it right, or name the gateway with --url.`, error);
  });
  if (address === null || isNamed(options, terminal)) return address;
  const { SELVEDGE_PORT: variable } = terminal.env;
  if (!variable || portOf(terminal.env) === address.port) return address;
  throw new AdminClientError(
    'GATEWAY_AMBIGUOUS',
    `Expected one gateway, but selvedge.yaml names port ${address.port} and SELVEDGE_PORT ${variable}. Say which with --url, or unset SELVEDGE_PORT.`,
  );
}

/** The token where the gateway itself was named. Nothing but the token hangs on the file then. */
async function configuredToken(options: ConnectOptions, terminal: Terminal): Promise<string | null> {
  try {
    return (await addressIn(options, terminal))?.token ?? null;
  } catch (error) {
    if (options.config === undefined && error instanceof ConfigurationError) return null;
    throw error;
  }
}

async function addressIn(options: ConnectOptions, terminal: Terminal): Promise<GatewayAddress | null> {
  try {
    return await readGatewayAddress(configurationFile(options.config, terminal), terminal.env);
  } catch (error) {
    const isAbsent = error instanceof ConfigurationError && error.code === 'CONFIG_NOT_FOUND';
    if (isAbsent && !isNamed(options, terminal)) return null;
    throw error;
  }
}

function isNamed({ config }: ConnectOptions, { env }: Terminal): boolean {
  return config !== undefined || Boolean(env.SELVEDGE_CONFIG);
}

/** As the configurations that come with the gateway read it. */
function portOf({ SELVEDGE_PORT: text }: Terminal['env']): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = parsePort(text);
  if (port !== null) return port;
  throw new AdminClientError(
    'GATEWAY_PORT_INVALID',
    `SELVEDGE_PORT: expected a port from 1 to 65535, but got "${text}". Correct it, or name the gateway with --url.`,
  );
}

/** Where a gateway that listens so is reached from its own machine. */
function urlOf({ host, port }: Pick<GatewayAddress, 'host' | 'port'>): string {
  if (port === 0) {
    throw new AdminClientError(
      'GATEWAY_PORT_UNKNOWN',
      'The gateway takes any free port (0), which only its own output tells. Name it with --url.',
    );
  }
  const reached = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
}
