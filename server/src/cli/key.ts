import { randomBytes } from 'node:crypto';
import { keyHashOf } from '../auth/index.js';
import type { CommandContext } from './context.js';
import { EXIT, type ExitCode } from './exit-code.js';

export interface KeyOptions {
  /** Id of the client that is to have the key. */
  client?: string;
}

/** Makes an API key and prints it once, with the lines of the configuration that admit its owner. */
export async function key({ client = 'my-client' }: KeyOptions, { terminal }: CommandContext): Promise<ExitCode> {
  const made = `sk_${randomBytes(32).toString('base64url')}`;
  terminal.out(
    [
      'The key, for the client alone; it is shown this once:',
      '',
      `  ${made}`,
      '',
      'In the configuration, under "clients":',
      '',
      `  - id: ${client}`,
      '    tenant: default   # one of the tenants',
      `    keyHash: ${keyHashOf(made)}`,
      '    scopes: [customers:read, crm:read]',
      '',
    ].join('\n'),
  );
  return EXIT.ok;
}
