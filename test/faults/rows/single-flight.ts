import { HUBSPOT_ONLY } from '../operations.js';
import { measured, type Row } from '../row.js';

const ASKED = 500;
/** The same read of other things. */
const ANOTHER = HUBSPOT_ONLY.replace('first: 5', 'first: 4');

/** Many want the same, at once, of three gateways that share a Redis. */
export const SINGLE_FLIGHT: Row = {
  name: 'single-flight',
  fault: '500 concurrent misses of one key over 3 processes with Redis',
  expected: '1 read at the vendor',
  hasShortForm: true,
  async run(environment) {
    const vendors = await environment.startVendors();
    const redis = await environment.startRedis();
    const start = () =>
      environment.startGateway({
        vendors,
        connectors: ['hubspot'],
        settings: { redisUrl: redis.url },
      });
    const gateways = [await start(), await start(), await start()] as const;
    // What a gateway does once, when it is first asked, is not to be measured.
    for (const gateway of gateways)
      await gateway.ask('{ companies(connector: "hubspot", first: 1) { edges { node { id } } } }');
    await vendors.resetCalls();
    await gateways[0].ask(ANOTHER);
    const ofOne = await vendors.totalCalls({ vendor: 'hubspot' });
    await vendors.fault({ vendor: 'hubspot', latencyMs: 300 });
    await vendors.resetCalls();
    const answers = await Promise.all(
      Array.from({ length: ASKED }, (_, n) => gateways[n % gateways.length]?.ask(HUBSPOT_ONLY)),
    );
    const calls = await vendors.totalCalls({ vendor: 'hubspot' });
    const wrong = answers.filter((answer) => answer?.data?.deals?.edges.length !== 5);
    return measured(`${calls} vendor calls for ${ASKED} answers (one alone makes ${ofOne})`, [
      calls !== ofOne && `${ofOne} were expected`,
      wrong.length > 0 &&
        `${wrong.length} answers were not whole: ${[...new Set(wrong.flatMap((answer) => answer?.codes ?? []))]}`,
    ]);
  },
};
