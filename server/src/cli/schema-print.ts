import type { CommandContext } from './context.js';
import { EXIT, type ExitCode } from './exit-code.js';

/** Prints the SDL of an API major as it is served. */
export async function schemaPrint({ api }: { api: number }, { terminal, services }: CommandContext): Promise<ExitCode> {
  terminal.out(await services.printView(api));
  return EXIT.ok;
}
