import type { GraphQLAnswer } from '../../support/ask.js';
import type { GatewayProcess } from '../../support/start-gateway-process.js';
import type { NetworkFault } from '../../support/tcp-fault-proxy.js';
import { until } from '../../support/until.js';
import { createClock } from '../clock.js';
import type { Environment } from '../environment.js';
import { failuresOf } from '../load.js';
import { BOTH, HUBSPOT_ONLY } from '../operations.js';
import { type Measured, measured, type Row } from '../row.js';
import { median } from '../statistics.js';

/** Short, so that every segment with the fault sees the breaker open anew. */
const OPEN_MS = 1_000;
const PAIRS = 10;
const SEGMENT_SECONDS = 3;

/** One row for each way in which a vendor is away. */
export const VENDOR_DOWN: readonly Row[] = (
  [
    ['refused', { kind: 'refuse' }],
    ['reset', { kind: 'reset' }],
    ['black-holed', { kind: 'black-hole' }],
  ] as const
).map(([how, fault]) => ({
  name: `vendor-${how}`,
  fault: `one vendor down: connections ${how}`,
  expected:
    "its fields null with a coded error or stale; the rest whole; other fields' p99 ≤ 1.5 × (median of 10 pairs)",
  hasShortForm: false,
  run: (environment) => vendorDown(environment, fault),
}));

async function vendorDown(environment: Environment, fault: NetworkFault): Promise<Measured> {
  const vendors = await environment.startVendors();
  const proxy = await environment.startProxy(vendors.port);
  const gateway = await environment.startGateway({
    vendors,
    connectors: ['hubspot', 'mailchimp'],
    through: { mailchimp: proxy },
    settings: { cache: { enabled: false }, resilience: { breaker: { openMs: OPEN_MS, probes: 1 } } },
  });
  const segment = () =>
    environment.load({
      seconds: SEGMENT_SECONDS,
      streams: [
        { targets: [gateway.url], query: HUBSPOT_ONLY, rate: 150 },
        { targets: [gateway.url], query: BOTH, rate: 20 },
      ],
    });
  await segment();

  const ratios: number[] = [];
  let failures = 0;
  let uncoded = 0;
  const codes = new Set<string>();
  for (let pair = 0; pair < PAIRS; pair += 1) {
    await proxy.set({ kind: 'none' });
    await isWellAgain(gateway);
    const [healthy] = await segment();
    await proxy.set(fault);
    const [other, both] = await segment();
    ratios.push((other?.whole.p99 ?? 0) / (healthy?.whole.p99 ?? 1));
    for (const stream of [healthy, other, both]) failures += stream === undefined ? 1 : failuresOf(stream);
    uncoded += both?.whole.count ?? 0;
    for (const code of Object.keys(both?.codes ?? {})) codes.add(code);
  }
  const answer = await gateway.ask(BOTH);
  const staleText = await staleAnswer(environment);
  const ratio = median(ratios);
  return measured(`others' p99 × ${ratio.toFixed(2)}; ${[...codes].join(', ')}; ${staleText}`, [
    ratio > 1.5 && "the others' p99 is over 1.5 ×",
    failures > 0 && `${failures} operations failed uncoded`,
    uncoded > 0 && `${uncoded} operations did not tell of the fault`,
    !isRestWhole(answer) && 'the rest of the answer is not whole',
    staleText !== SERVED_STALE && 'what was known is not served',
  ]);

  /** A second gateway whose clock jumps past the freshness of what it knows, but not past what serves in need. */
  async function staleAnswer({ startGateway }: Environment): Promise<string> {
    await proxy.set({ kind: 'none' });
    const clock = await createClock(environment);
    const cached = await startGateway({
      vendors,
      connectors: ['hubspot', 'mailchimp'],
      through: { mailchimp: proxy },
      ...clock.settings,
    });
    const known = await cached.ask(BOTH);
    await proxy.set(fault);
    await clock.set(cached, PAST_FRESHNESS_MS);
    const again = await cached.ask(BOTH);
    const isSame = JSON.stringify(again.data) === JSON.stringify(known.data);
    const stale: readonly { connector: string }[] = again.extensions.freshness ?? [];
    return isSame && stale.some(({ connector }) => connector === 'mailchimp')
      ? SERVED_STALE
      : `known answers not served: ${again.codes.join(', ') || 'unmarked'}`;
  }
}

/** Fresh for 60 s, served while it is fetched anew for another 30 s, and for 10 minutes while its vendor fails. */
const PAST_FRESHNESS_MS = 120_000;
const SERVED_STALE = 'known answers served stale and marked';

async function isWellAgain(gateway: GatewayProcess): Promise<void> {
  await until('the vendor is well again', async () => (await gateway.ask(BOTH)).codes.length === 0);
}

function isRestWhole({ data, codes }: GraphQLAnswer): boolean {
  return data.audiences === null && codes.length === 1 && data.deals?.edges.length === 5;
}
