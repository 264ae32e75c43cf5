import { inspect } from 'node:util';
import type { Gateway } from '../gateway.js';
import type { Services, Terminal } from './context.js';
import { EXIT } from './exit-code.js';

/**
 * A connector's stray error does not end a gateway that serves others. Any other ends the process with its stack, as
 * Node does by default: nobody knows what it has left half done.
 */
export function containDefects(
  gateway: Pick<Gateway, 'takeDefect'>,
  {
    services: { onUncaught, exit },
    terminal,
  }: { services: Pick<Services, 'onUncaught' | 'exit'>; terminal: Pick<Terminal, 'err'> },
): void {
  onUncaught((error, kind) => {
    if (gateway.takeDefect(error, kind)) return;
    terminal.err(`Stopped by an unexpected error (${kind}):\n${inspect(error)}\n`);
    exit(EXIT.failed);
  });
}
