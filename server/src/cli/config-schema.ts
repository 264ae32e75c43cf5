import { configurationJsonSchema } from '../config/index.js';
import type { CommandContext } from './context.js';
import { EXIT, type ExitCode } from './exit-code.js';

/** Prints the JSON Schema of configuration files. */
export async function configSchema(_options: object, { terminal }: CommandContext): Promise<ExitCode> {
  terminal.out(`${JSON.stringify(configurationJsonSchema(), null, 2)}\n`);
  return EXIT.ok;
}
