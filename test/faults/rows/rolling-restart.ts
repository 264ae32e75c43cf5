import { rollingRestart } from '../../support/rolling-restart.js';
import { HUBSPOT_ONLY } from '../operations.js';
import { measured, type Row } from '../row.js';

const RESTARTS = 20;

/** One gateway after the other is stopped by SIGTERM and started anew, while both are asked. */
export const ROLLING_RESTART: Row = {
  name: 'rolling-restart',
  fault: 'rolling restart under load: 2 gateways behind a load balancer',
  expected: `drained: 0 failed of all requests, ${RESTARTS} restarts`,
  hasShortForm: false,
  async run(environment) {
    const vendors = await environment.startVendors();
    const { offered, whole, failed, codes, exits, failures } = await rollingRestart({
      start: (port) =>
        environment.startGateway({
          vendors,
          connectors: ['hubspot'],
          settings: { server: { port }, cache: { enabled: false } },
        }),
      restarts: RESTARTS,
      query: HUBSPOT_ONLY,
      rate: 50,
    });
    const lost = offered - whole.count;
    const reasons = new Set([...Object.keys(failed), ...Object.keys(codes), ...failures]);
    const unclean = exits.filter((code) => code !== 0);
    return measured(`${lost} of ${offered} failed, ${exits.length} restarts`, [
      lost > 0 && ([...reasons].join(', ') || 'without a reason'),
      unclean.length > 0 && `exit codes ${unclean.join(', ')}`,
    ]);
  },
};
