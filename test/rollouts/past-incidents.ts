import { setTimeout as wait } from 'node:timers/promises';
import type { GatewayProcess } from '../support/start-gateway-process.js';
import type { Admin, ShownRollout } from './admin.js';
import type { Clock } from './clock.js';

export const PERIOD_MS = 10 * 60_000;
/** A period is kept so long after its end, and a little more. */
const CLOSED_MS = 7_000;
const LOOK_MS = 200;

export interface PastIncidents {
  admin: Admin;
  gateway: GatewayProcess;
  clock: Clock;
  /** Longest that it looks, milliseconds. */
  withinMs: number;
}

/**
 * Looks at a rollout until something is so, or time is up; resolves to how many periods the clock was set ahead by. A machine that is busy with something else
 * looks like a vendor that is slow or fails: the rollout is held by that, and the next period tells.
 */
export async function untilPastIncidents(
  { admin, gateway, clock, withinMs }: PastIncidents,
  id: string,
  isSo: (rollout: ShownRollout) => boolean,
): Promise<number> {
  const startedAt = performance.now();
  let periods = 0;
  let heldForMs = 0;
  while (performance.now() < startedAt + withinMs) {
    const rollout = await admin.find(id);
    if (isSo(rollout)) break;
    heldForMs = rollout.standing.hold === 'vendor-incident' ? heldForMs + LOOK_MS : 0;
    if (heldForMs > CLOSED_MS) {
      periods += 1;
      heldForMs = 0;
      await clock.set(gateway, periods * PERIOD_MS);
    }
    await wait(LOOK_MS);
  }
  return periods;
}
