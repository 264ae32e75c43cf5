import type { Services } from './context.js';
import { EXIT, type ExitCode } from './exit-code.js';

/**
 * A signal within this time of the first is the same wish to stop: a terminal signals all processes of a command,
 * and npm, a supervisor and the launcher pass on what they get.
 */
export const ECHO_MS = 400;

/**
 * Waits for SIGINT or SIGTERM, then stops; resolves with 0 once stopped, or at once with 130 on a second signal.
 * Rejects when stopping fails.
 */
export function stopOnSignal(
  { onSignal, monotonicMs }: Pick<Services, 'onSignal' | 'monotonicMs'>,
  stop: () => Promise<void>,
): Promise<ExitCode> {
  return new Promise<ExitCode>((resolve, reject) => {
    let firstAt: number | null = null;
    onSignal(() => {
      if (firstAt === null) {
        firstAt = monotonicMs();
        stop().then(() => resolve(EXIT.ok), reject);
      } else if (monotonicMs() - firstAt >= ECHO_MS) {
        resolve(EXIT.interrupted);
      }
    });
  });
}
