import { startBalancer } from './balancer.js';
import { freePort } from './free-port.js';
import { type LoadResult, openLoop } from './open-loop.js';
import type { GatewayProcess } from './start-gateway-process.js';
import { until } from './until.js';

export interface RollingRestartOptions {
  /** Starts a gateway on this port. */
  start(port: number): Promise<GatewayProcess>;
  restarts: number;
  query: string;
  /** Requests a second, all the time. */
  rate: number;
}

export interface RollingRestartResult extends LoadResult {
  /** Exit code of each gateway that was ended. */
  exits: readonly (number | null)[];
  /** What the balancer could not have answered. */
  failures: readonly string[];
}

/** Far more than the restarts take. */
const LONGEST_SECONDS = 3_600;

/** Restarts two gateways behind a balancer in turn, by SIGTERM and under load. A request is lost unless it is in `whole`. */
export async function rollingRestart({
  start,
  restarts,
  query,
  rate,
}: RollingRestartOptions): Promise<RollingRestartResult> {
  const ports = [await freePort(), await freePort()];
  const gateways = await Promise.all(ports.map(start));
  const balancer = await startBalancer(ports);
  const leadsTo = (port: number, so: boolean) =>
    until(`requests are ${so ? '' : 'not '}led to ${port}`, async () => balancer.leadsTo(port) === so, { everyMs: 20 });
  const over = new AbortController();
  let load: Promise<LoadResult> | undefined;
  const exits: (number | null)[] = [];
  try {
    for (const port of ports) await leadsTo(port, true);
    load = openLoop({ targets: [balancer.url], query, rate }, LONGEST_SECONDS, over.signal);
    for (let restart = 0; restart < restarts; restart += 1) {
      const turn = restart % ports.length;
      const port = ports[turn] as number;
      exits.push(await (gateways[turn] as GatewayProcess).child.stop());
      await leadsTo(port, false);
      gateways[turn] = await start(port);
      await leadsTo(port, true);
    }
    over.abort();
    return { ...(await load), exits, failures: balancer.failures };
  } finally {
    over.abort();
    await load;
    await balancer.close();
  }
}
