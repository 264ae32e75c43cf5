import { CommanderError } from 'commander';
import type { CommandContext } from './context.js';
import { errorReport, inDetail } from './error-report.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { createProgram } from './program.js';

/**
 * Runs one command line (without node and script) and resolves with its exit code. What goes wrong is written for
 * people, or as JSON to a command that was told `--json`; `--debug`, wherever it stands, adds the stack.
 */
export async function run(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const program = createProgram(context, (result) => {
    code = result;
  });
  let asJson = false;
  program.hook('preAction', (_program, command) => {
    asJson = command.opts<{ json?: boolean }>().json === true;
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
    const inFull = args.some(isDebug);
    if (asJson) context.terminal.err(`${JSON.stringify(errorReport(error, inFull), null, 2)}\n`);
    else context.terminal.err(`${inFull ? inDetail(error) : inShort(error)}\n`);
    return EXIT.failed;
  }
}

function inShort(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
