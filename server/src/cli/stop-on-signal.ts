import type { Services, Terminal } from './context.js';
import { EXIT, type ExitCode } from './exit-code.js';

/**
 * A signal within this time of the first is the same wish to stop: a terminal signals all processes of a command,
 * and npm, a supervisor and the launcher pass on what they get.
 */
export const ECHO_MS = 400;

/**
 * Waits for SIGINT or SIGTERM, then stops and says so; resolves with 0 once stopped, or at once with 130 on a second signal.
 * Rejects when stopping fails.
 */
export function stopOnSignal(
  {
    services: { onSignal, monotonicMs },
    terminal,
  }: { services: Pick<Services, 'onSignal' | 'monotonicMs'>; terminal: Pick<Terminal, 'out'> },
  stop: () => Promise<void>,
): Promise<ExitCode> {
  return new Promise<ExitCode>((resolve, reject) => {
    let firstAt: number | null = null;
    onSignal(() => {
      if (firstAt === null) {
        firstAt = monotonicMs();
        terminal.out('\nStopping …\n');
        stop().then(() => {
          terminal.out('Stopped.\n');
          resolve(EXIT.ok);
        }, reject);
      } else if (monotonicMs() - firstAt >= ECHO_MS) {
        resolve(EXIT.interrupted);
      }
    });
  });
}
