import { setTimeout as wait } from 'node:timers/promises';
import { until } from '../../support/until.js';
import { createHeap } from '../heap.js';
import { failuresOf } from '../load.js';
import { ONE_CONTACT } from '../operations.js';
import { measured, type Row } from '../row.js';

const RATE = 200;
const MOST_CALLS = 6;
const MOST_GROWTH = 1.1;

/** Every call fails for twice as long as the breaker stays open. */
export const VENDOR_FAILING: Row = {
  name: 'vendor-failing',
  fault: 'one vendor fails all calls for 60 s, at 200 operations a second',
  expected:
    'breaker open: after opening ≤ 6 calls (two half-opens); heap after a collection flat (≤ 10 % more in the last two thirds)',
  hasShortForm: true,
  async run(environment) {
    const [openMs, seconds] = environment.isShort ? [3_000, 7] : [30_000, 62];
    const vendors = await environment.startVendors();
    const heap = createHeap(environment);
    const gateway = await environment.startGateway({
      ...heap.settings,
      vendors,
      connectors: ['hubspot'],
      settings: { cache: { maxEntries: 500 }, resilience: { breaker: { openMs } } },
    });
    const load = (forSeconds: number, from: number) =>
      environment.load({
        seconds: forSeconds,
        streams: [{ targets: [gateway.url], ...ONE_CONTACT, rate: RATE, from }],
      });
    await load(3, 1_000_000);
    await vendors.fault({ vendor: 'hubspot', status: 503 });
    const loading = load(seconds, 0);
    await until(
      'the breaker is open',
      async () => (await gateway.metric('selvedge_breaker_state', { state: 'open' })) === 1,
      { everyMs: 5 },
    );
    const whenOpened = await vendors.totalCalls({ vendor: 'hubspot' });
    await wait((seconds * 1_000) / 3);
    const before = await heap.inUse(gateway);
    const [result] = await loading;
    const after = (await vendors.totalCalls({ vendor: 'hubspot' })) - whenOpened;
    const growth = (await heap.inUse(gateway)) / before;
    const failures = result === undefined ? RATE * seconds : failuresOf(result);
    return measured(
      `${after} calls after opening, in ${seconds} s with ${openMs / 1_000} s open; heap × ${growth.toFixed(2)}`,
      [
        after > MOST_CALLS && `at most ${MOST_CALLS} were expected`,
        after === 0 && 'it was never tried again',
        growth > MOST_GROWTH && 'the heap grew',
        failures > 0 && `${failures} operations failed uncoded: ${JSON.stringify(result?.failed)}`,
      ],
    );
  },
};
