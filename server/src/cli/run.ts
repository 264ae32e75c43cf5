import { CommanderError } from 'commander';
import type { CommandContext } from './context.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { createProgram } from './program.js';

/**
 * Runs one command line (without node and script) and resolves with its exit code. What goes wrong is written for
 * people; `--debug`, wherever it stands, adds the stack.
 */
export async function run(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const program = createProgram(context, (result) => {
    code = result;
  });
  const isDebug = (arg: string) => arg === '--debug';
  try {
    await program.parseAsync(
      args.filter((arg) => !isDebug(arg)),
      { from: 'user' },
    );
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    context.terminal.err(`${args.some(isDebug) ? inDetail(error) : inShort(error)}\n`);
    return EXIT.failed;
  }
}

function inShort(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function inDetail(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\nCaused by: ${inDetail(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
