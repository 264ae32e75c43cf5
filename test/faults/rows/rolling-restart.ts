import { freePort } from '../../support/free-port.js';
import { startBalancer } from '../balancer.js';
import { failuresOf } from '../load.js';
import { HUBSPOT_ONLY } from '../operations.js';
import { measured, type Row } from '../row.js';
import { until } from '../until.js';

/** One gateway after the other is stopped by SIGTERM and started anew, while both are asked. */
export const ROLLING_RESTART: Row = {
  name: 'rolling-restart',
  fault: 'rolling restart under load: 2 gateways behind a load balancer',
  expected: 'drained: 0 failed of all requests, 20 restarts',
  hasShortForm: false,
  async run(environment) {
    const restarts = 20;
    const vendors = await environment.startVendors();
    const ports = [await freePort(), await freePort()] as const;
    const start = (port: number) =>
      environment.startGateway({
        vendors,
        connectors: ['hubspot'],
        settings: { server: { port }, cache: { enabled: false } },
      });
    const gateways = new Map(await Promise.all(ports.map(async (port) => [port, await start(port)] as const)));
    const balancer = await startBalancer(ports);
    environment.defer(() => balancer.close());
    const isReady = (port: number) => until(`${port} is ready`, async () => balancer.isReady(port));
    await Promise.all(ports.map(isReady));

    let restarting = true;
    const total = { offered: 0, failed: 0, reasons: new Set<string>() };
    const loading = (async () => {
      for (let from = 0; restarting; from += 1_000_000) {
        const [result] = await environment.load({
          seconds: 5,
          streams: [{ targets: [balancer.url], query: HUBSPOT_ONLY, rate: 50, from }],
        });
        if (result === undefined) continue;
        total.offered += result.offered;
        total.failed += failuresOf(result) + result.partial.count + result.refused.count;
        for (const reason of [...Object.keys(result.failed), ...Object.keys(result.codes)]) total.reasons.add(reason);
      }
    })();
    for (let restart = 0; restart < restarts; restart += 1) {
      const port = ports[restart % 2] as number;
      await gateways.get(port)?.child.stop();
      gateways.set(port, await start(port));
      await isReady(port);
    }
    restarting = false;
    await loading;
    return measured(`${total.failed} of ${total.offered} failed, ${restarts} restarts`, [
      total.failed > 0 && [...total.reasons].join(', '),
    ]);
  },
};
