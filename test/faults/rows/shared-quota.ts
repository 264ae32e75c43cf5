import { failuresOf } from '../load.js';
import { ONE_CONTACT } from '../operations.js';
import { measured, type Row } from '../row.js';

/** Marketo's: 100 calls in any 20 seconds. */
const PER_SECOND = 5;
const OFFERED = 5 * PER_SECOND;
const SECONDS = 80;

/** Marketo says no in its answers' bodies, so that the gateway's own count of throttled calls tells. */
export const SHARED_QUOTA: Row = {
  name: 'shared-quota',
  fault: "Marketo's 100 calls in 20 s shared by 3 processes with Redis, offered 5 ×",
  expected: 'never a 606; ≥ 95 % of the quota used',
  hasShortForm: false,
  isMostlyWaiting: true,
  async run(environment) {
    const vendors = await environment.startVendors({ quotas: true });
    const redis = await environment.startRedis();
    const start = () =>
      environment.startGateway({
        vendors,
        connectors: ['marketo'],
        settings: { redisUrl: redis.url },
      });
    const gateways = [await start(), await start(), await start()];
    const [result] = await environment.load({
      seconds: SECONDS,
      streams: [{ targets: gateways.map(({ url }) => url), ...ONE_CONTACT, rate: OFFERED }],
    });
    const calls = await vendors.totalCalls({ vendor: 'marketo' }, /identity/);
    const throttled = await Promise.all(
      gateways.map(({ metric }) => metric('selvedge_vendor_call_duration_seconds_count', { outcome: 'throttled' })),
    );
    const refused = throttled.reduce((sum, count) => sum + count, 0);
    const used = (calls - refused) / (PER_SECOND * SECONDS);
    const failures = result === undefined ? OFFERED * SECONDS : failuresOf(result);
    return measured(
      `${refused} × 606; ${(used * 100).toFixed(0)} % of the quota used in ${SECONDS} s; ${result?.whole.count} of ${result?.offered} operations whole`,
      [
        refused > 0 && 'Marketo had to refuse calls',
        used < 0.95 && 'that is less than 95 %',
        failures > 0 && `${failures} operations failed uncoded: ${JSON.stringify(result?.failed)}`,
      ],
    );
  },
};
