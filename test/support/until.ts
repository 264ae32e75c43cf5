import { setTimeout as wait } from 'node:timers/promises';

/** Asks again and again until it is so; resolves with the milliseconds it took. Rejects when it takes too long. */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  { everyMs = 50, withinMs = 60_000 }: { everyMs?: number; withinMs?: number } = {},
): Promise<number> {
  const startedAt = performance.now();
  while (!(await isSo())) {
    if (performance.now() - startedAt > withinMs) throw new Error(`Waited ${withinMs} ms in vain until ${what}.`);
    await wait(everyMs);
  }
  return performance.now() - startedAt;
}
