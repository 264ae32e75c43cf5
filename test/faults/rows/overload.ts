import { failuresOf, type LoadResult } from '../load.js';
import { measured, type Row } from '../row.js';

/** Answered from the cache, so that the gateway alone is what is loaded; some milliseconds of work each. */
const QUERY = `{ deals(connector: "hubspot", first: 40) { edges { node { id name amount { amount currency } stage won createdAt source { connector version } } } } }`;
const SECONDS = 5;
const FIRST_RATE = 100;
/** A rate is borne while so many of the operations are answered, each in less than a second. */
const BORNE = 0.98;

/** Three times what one gateway can answer. */
export const OVERLOAD: Row = {
  name: 'overload',
  fault: '3 × overload',
  expected: 'goodput ≥ 85 % of peak; refusals 503 with Retry-After, median < 10 ms',
  hasShortForm: false,
  async run(environment) {
    const vendors = await environment.startVendors();
    const gateway = await environment.startGateway({ vendors, connectors: ['hubspot'] });
    const load = async (rate: number, seconds = SECONDS): Promise<LoadResult> => {
      const [result] = await environment.load({
        seconds,
        streams: [{ targets: [gateway.url], query: QUERY, rate }],
      });
      return result as LoadResult;
    };
    const warmUp = await load(50);
    if (warmUp.whole.count === 0) throw new Error(`Expected answers, but got ${JSON.stringify(warmUp)}.`);
    let peak = 0;
    for (let rate = FIRST_RATE; ; rate = Math.round(rate * 1.25)) {
      const result = await load(rate);
      peak = Math.max(peak, result.whole.count / SECONDS);
      if (result.whole.count < BORNE * result.offered || result.whole.p99 > 1_000) break;
    }
    const { whole, partial, refused, failed, offered } = await load(3 * peak, 2 * SECONDS);
    // Answers that came when the offering was over are not counted in: they came too late.
    const inTime = whole.max > 2 * SECONDS * 1_000 ? whole.count * ((2 * SECONDS * 1_000) / whole.max) : whole.count;
    const goodput = inTime / (2 * SECONDS);
    const share = goodput / peak;
    const failures = failuresOf({ failed } as LoadResult);
    return measured(
      `peak ${peak.toFixed(0)}/s; offered ${offered / (2 * SECONDS)}/s: goodput ${(share * 100).toFixed(0)} % of peak (p99 ${whole.p99.toFixed(0)} ms), ${refused.count} refused in ${refused.p50.toFixed(1)} ms (median; p99 ${refused.p99.toFixed(0)} ms)`,
      [
        share < 0.85 && 'goodput is below 85 %',
        refused.count === 0 && 'nothing was refused',
        refused.p50 >= 10 && 'refusals take 10 ms or more',
        failures + partial.count > 0 && `${failures + partial.count} operations failed: ${JSON.stringify(failed)}`,
      ],
    );
  },
};
