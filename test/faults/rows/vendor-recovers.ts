import { setTimeout as wait } from 'node:timers/promises';
import { until } from '../../support/until.js';
import { ONE_CONTACT } from '../operations.js';
import { measured, type Row } from '../row.js';

const OPEN_MS = 3_000;

/** Well again at three moments of the time for which the breaker stays open. */
export const VENDOR_RECOVERS: Row = {
  name: 'vendor-recovers',
  fault: 'a vendor that failed recovers',
  expected: 'closed again without a restart, within one probe interval (3 s here)',
  hasShortForm: true,
  async run(environment) {
    const vendors = await environment.startVendors();
    const gateway = await environment.startGateway({
      vendors,
      connectors: ['hubspot'],
      settings: { resilience: { breaker: { openMs: OPEN_MS } } },
    });
    const isInState = (state: string) => async () =>
      (await gateway.metric('selvedge_breaker_state', { state, connector: 'hubspot' })) === 1;
    const phases = environment.isShort ? [0.5] : [0.1, 0.5, 0.9];
    const tookMs: number[] = [];
    for (const [round, phase] of phases.entries()) {
      await vendors.fault({ vendor: 'hubspot', status: 503 });
      const loading = environment.load({
        seconds: 8,
        streams: [{ targets: [gateway.url], ...ONE_CONTACT, rate: 50, from: round * 10_000 }],
      });
      await until('the breaker is open', isInState('open'), { everyMs: 5 });
      await wait(phase * OPEN_MS);
      await vendors.clearFaults();
      tookMs.push(await until('the breaker is closed', isInState('closed'), { everyMs: 5 }));
      await loading;
    }
    const worst = Math.max(...tookMs);
    return measured(`closed at most ${(worst / 1_000).toFixed(2)} s after the vendor was well`, [
      worst > OPEN_MS && 'that is later',
    ]);
  },
};
