import { failuresOf } from '../load.js';
import { peakRate } from '../peak-rate.js';
import { measured, type Row } from '../row.js';

/** Answered from the cache, so that the gateway alone is what is loaded; some milliseconds of work each. */
const QUERY = `{ deals(connector: "hubspot", first: 40) { edges { node { id name amount { amount currency } stage won createdAt source { connector version } } } } }`;
const SECONDS = 10;

/** Three times what one gateway can answer. */
export const OVERLOAD: Row = {
  name: 'overload',
  fault: '3 × overload',
  expected: 'goodput (answers within 1 s) ≥ 85 % of peak; refusals 503 with Retry-After, median < 10 ms',
  hasShortForm: false,
  async run(environment) {
    const vendors = await environment.startVendors();
    const gateway = await environment.startGateway({ vendors, connectors: ['hubspot'] });
    const targets = [gateway.url];
    await environment.load({ seconds: 5, streams: [{ targets, query: QUERY, rate: 40 }] });
    const peak = await peakRate(environment, { targets, query: QUERY });
    const [result] = await environment.load({ seconds: SECONDS, streams: [{ targets, query: QUERY, rate: 3 * peak }] });
    if (result === undefined) throw new Error('Expected a result of the load.');
    const { timely, whole, partial, refused, failed } = result;
    const share = timely / SECONDS / peak;
    const failures = failuresOf(result) + partial.count;
    return measured(
      `peak ${peak.toFixed(0)}/s; at ${(3 * peak).toFixed(0)}/s goodput ${(share * 100).toFixed(0)} % (p99 ${whole.p99.toFixed(0)} ms), ${refused.count} refused in ${refused.p50.toFixed(1)} ms (p99 ${refused.p99.toFixed(0)} ms)`,
      [
        share < 0.85 && 'goodput is below 85 %',
        refused.count === 0 && 'nothing was refused',
        refused.p50 >= 10 && 'refusals take 10 ms or more',
        failures > 0 && `${failures} operations failed: ${JSON.stringify(failed)}`,
      ],
    );
  },
};
