import type { LiveScreen } from './context.js';

/** Draws at the terminal; the library is loaded when it is needed. */
export async function openScreen(): Promise<LiveScreen> {
  const { default: logUpdate } = await import('log-update');
  return { draw: (text) => logUpdate(text), done: () => logUpdate.done() };
}
