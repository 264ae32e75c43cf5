import type { CommandContext } from './context.js';
import { explainStart } from './explain-start.js';

export interface ReloadOptions {
  /** Where the configuration is. */
  file: string;
  /** Reads it again, takes it over and resolves with what to say of it, one sentence a line. Rejects when it changes nothing. */
  takeOver(): Promise<readonly string[]>;
}

/** On SIGHUP the configuration is read again; one that is wrong is told and changes nothing. */
export function reloadOnSignal(
  { file, takeOver }: ReloadOptions,
  { terminal, services }: Pick<CommandContext, 'terminal' | 'services'>,
): void {
  async function reload(): Promise<void> {
    terminal.out('Reading the configuration again …\n');
    try {
      const lines = await takeOver();
      terminal.out(lines.map((line) => `${line}\n`).join(''));
    } catch (error) {
      const reason = await explainStart(error, file);
      terminal.err(
        `The configuration was not taken over:\n${reason instanceof Error ? reason.message : String(reason)}\n`,
      );
    }
  }
  services.onReload(() => void reload());
}
