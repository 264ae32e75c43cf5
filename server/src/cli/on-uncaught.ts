import type { UncaughtKind } from './context.js';

/** Calls the listener for every error that nobody caught and every rejection that nobody heard, which no longer end the process. */
export function onUncaught(listener: (error: unknown, kind: UncaughtKind) => void): void {
  process.on('uncaughtException', (error) => listener(error, 'uncaught-exception'));
  process.on('unhandledRejection', (reason) => listener(reason, 'unheard-rejection'));
}
