import type { Command } from 'commander';

/** Does what may refuse what was asked for; the command then ends with 1 and says why, without a trace. */
export async function refusing<T>(command: Command, check: () => T): Promise<Awaited<T>> {
  try {
    return await check();
  } catch (error) {
    return command.error(`error: ${(error as Error).message}`);
  }
}
