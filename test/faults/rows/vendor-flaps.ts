import { failuresOf } from '../load.js';
import { ONE_CONTACT } from '../operations.js';
import { measured, type Row } from '../row.js';

const RATE = 40;

/** Three calls in ten fail. The breaker is kept out of it, which would leave nothing to try again. */
export const VENDOR_FLAPS: Row = {
  name: 'vendor-flaps',
  fault: 'one vendor fails 30 % of its calls',
  expected: 'retries within budget: upstream calls ≤ 1.2 × first attempts + 1/s',
  hasShortForm: true,
  isMostlyWaiting: true,
  async run(environment) {
    const seconds = environment.isShort ? 5 : 30;
    const vendors = await environment.startVendors();
    const startedAt = performance.now();
    const gateway = await environment.startGateway({
      vendors,
      connectors: ['hubspot'],
      settings: { resilience: { breaker: { consecutiveFailures: 1_000, failurePercent: 100 } } },
    });
    await vendors.fault({ vendor: 'hubspot', status: 503, share: 0.3 });
    const [result] = await environment.load({
      seconds,
      streams: [{ targets: [gateway.url], ...ONE_CONTACT, rate: RATE }],
    });
    const calls = await vendors.totalCalls({ vendor: 'hubspot' });
    const retries = await gateway.metric('selvedge_vendor_retries_total', { connector: 'hubspot' });
    const first = calls - retries;
    // The second's retries add up from the gateway's start on.
    const most = 1.2 * first + (performance.now() - startedAt) / 1_000;
    const failures = result === undefined ? RATE * seconds : failuresOf(result);
    return measured(
      `${calls} calls for ${first} first attempts (at most ${most.toFixed(0)}); ${result?.whole.count} of ${result?.offered} operations whole`,
      [
        calls > most && 'that is more',
        retries === 0 && 'nothing was tried again',
        failures > 0 && `${failures} operations failed uncoded`,
      ],
    );
  },
};
