import { expect } from 'vitest';
import { startBalancer } from './balancer.js';
import type { GatewayProcess } from './gateway-process.js';
import { type OpenLoopResult, openLoop } from './open-loop.js';

export interface RollingRestartOptions {
  /** Started; one is restarted after the other. */
  gateways: readonly GatewayProcess[];
  restarts: number;
  query: string;
  /** Requests a second, all the time. */
  rate: number;
}

export interface RollingRestartResult extends OpenLoopResult {
  /** Exit code of each gateway that was ended. */
  exits: readonly (number | null)[];
  /** What the balancer could not have answered. */
  failures: readonly string[];
}

/** Restarts gateways behind a balancer under load. A request failed unless it is in `goodMs`. */
export async function rollingRestart(options: RollingRestartOptions): Promise<RollingRestartResult> {
  const { gateways, restarts, query, rate } = options;
  const balancer = await startBalancer(gateways.map(({ port }) => port));
  const leadsTo = ({ port }: GatewayProcess, so: boolean) =>
    expect.poll(() => balancer.leadsTo(port), { timeout: 30_000, interval: 20 }).toBe(so);
  const over = new AbortController();
  const load = openLoop({ url: balancer.url, query, rate, durationMs: 3_600_000, signal: over.signal });
  const exits: (number | null)[] = [];
  try {
    for (let restart = 0; restart < restarts; restart += 1) {
      const gateway = gateways[restart % gateways.length] as GatewayProcess;
      exits.push(await gateway.end('SIGTERM'));
      await leadsTo(gateway, false);
      await gateway.start();
      await leadsTo(gateway, true);
    }
  } finally {
    over.abort();
    await load;
    await balancer.close();
  }
  return { ...(await load), exits, failures: balancer.failures };
}
