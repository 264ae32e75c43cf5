import type { World } from './world.js';

export const DAY_MS = 86_400_000;

/** Midnight (UTC) at which the world's last day begins; everything that has happened happened before it. */
export function presentOf(options: World['options']): number {
  return Date.parse(`${options.today}T00:00:00Z`);
}

/** Vendors keep whole seconds. */
export function wholeSeconds(epochMs: number): number {
  return Math.floor(epochMs / 1000) * 1000;
}
