/** One gateway at 60 % of what it can answer while its vendors fail at random; `npm run soak -- --help` tells how. */
import { setTimeout as wait } from 'node:timers/promises';
import { sequence } from '@selvedge/sandbox';
import { quantity, seed as seedFrom } from '@selvedge/server/arguments';
import { Command } from 'commander';
import type { GatewayProcess } from '../support/start-gateway-process.js';
import type { NetworkFault, TcpFaultProxy } from '../support/tcp-fault-proxy.js';
import { createEnvironment } from './environment.js';
import { createHeap } from './heap.js';
import { failuresOf } from './load.js';
import { oneOf } from './one-of.js';
import { BOTH, HUBSPOT_ONLY, MAILCHIMP_ONLY, ONE_CONTACT } from './operations.js';
import { peakRate } from './peak-rate.js';
import { megabytes } from './statistics.js';

const { seconds, seed = Date.now() % 1_000_000 } = new Command('npm run soak --')
  .description(
    'Loads a gateway while its vendors fail at random. Ends with 1 when its heap grew by more than 10 %, when it died of something that nobody heard, or when an answer was neither right nor coded.',
  )
  .option('--seconds <number>', 'how long', quantity, 600)
  .option('--seed <number>', 'of what fails (default: any)', seedFrom)
  .parse()
  .opts<{ seconds: number; seed?: number }>();
const random = sequence(seed);
/** Kept small, so that the cache is full before the heap is first measured. */
const MOST_ENTRIES = 500;
const SHARE = 0.6;
const MOST_GROWTH = 1.1;
const FAULTS: readonly NetworkFault[] = [
  { kind: 'refuse' },
  { kind: 'reset' },
  { kind: 'black-hole' },
  { kind: 'delay', ms: 500 },
  { kind: 'throttle', bytesPerSecond: 2_000 },
  { kind: 'cut', afterBytes: 700 },
  { kind: 'corrupt' },
];

const environment = await createEnvironment(false);
const wrong: string[] = [];
try {
  const vendors = await environment.startVendors();
  const proxies = [await environment.startProxy(vendors.port), await environment.startProxy(vendors.port)] as const;
  const heap = createHeap(environment);
  const gateway = await environment.startGateway({
    vendors,
    connectors: ['hubspot', 'mailchimp'],
    through: { hubspot: proxies[0], mailchimp: proxies[1] },
    settings: { cache: { maxEntries: MOST_ENTRIES }, resilience: { breaker: { openMs: 2_000 } } },
    ...heap.settings,
  });
  const peak = await peakRate(environment, { targets: [gateway.url], ...ONE_CONTACT });
  const rate = Math.max(1, Math.round(SHARE * peak));
  console.log(`Seed ${seed}; peak ${peak.toFixed(0)}/s, so ${rate}/s for ${seconds} s.`);
  const before = await soak(gateway, seconds / 4, 10_000_000, heap.inUse);
  const after = await soak(gateway, (seconds * 3) / 4, 20_000_000, heap.inUse);
  const growth = after / before;
  console.log(
    `Heap ${megabytes(before)} after a quarter of the time, ${megabytes(after)} at the end (× ${growth.toFixed(2)}).`,
  );
  if (growth > MOST_GROWTH) wrong.push(`the heap grew to ${growth.toFixed(2)} ×`);
  if (!gateway.child.isRunning()) wrong.push(`the gateway died: ${gateway.child.output().slice(-1_000)}`);

  /** Loads it while faults come and go; resolves with the heap afterwards, with all faults gone. */
  async function soak(
    loaded: GatewayProcess,
    forSeconds: number,
    from: number,
    heapOf: (loaded: GatewayProcess) => Promise<number>,
  ): Promise<number> {
    const known = await knownAnswers(loaded);
    const rates = [0.4, 0.2, 0.1, 0.3].map((share) => share * rate);
    let loading = true;
    const faults = comeAndGo(() => loading);
    const results = await environment.load({
      seconds: forSeconds,
      streams: [ONE_CONTACT, { query: HUBSPOT_ONLY }, { query: MAILCHIMP_ONLY }, { query: BOTH }].map(
        (asked, index) => ({
          targets: [loaded.url],
          ...asked,
          rate: rates[index] as number,
          from,
          expected: known.get(asked.query) ?? '{"customer":null}',
        }),
      ),
    });
    loading = false;
    await faults;
    for (const { offered, whole, partial, failed, codes } of results) {
      console.log(`${offered} offered: ${whole.count} right, ${partial.count} coded ${JSON.stringify(codes)}`);
      if (failuresOf({ failed }) > 0) wrong.push(JSON.stringify(failed));
    }
    return heapOf(loaded);
  }

  async function comeAndGo(isLoading: () => boolean): Promise<void> {
    while (isLoading()) {
      const proxy: TcpFaultProxy = oneOf(random, proxies);
      await proxy.set(oneOf(random, FAULTS));
      await wait(500 + random() * 2_500);
      await proxy.set({ kind: 'none' });
      await wait(random() * 3_000);
    }
  }
} catch (error) {
  wrong.push(`ended early: ${error instanceof Error ? error.stack : error}`);
} finally {
  await environment[Symbol.asyncDispose]();
}
console.log(wrong.length === 0 ? 'Every answer was right or coded.' : wrong.join('\n'));
process.exit(wrong.length === 0 ? 0 : 1);

/** What the operations that are always the same must answer when they answer without errors. */
async function knownAnswers(gateway: GatewayProcess): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, string>();
  for (const query of [HUBSPOT_ONLY, MAILCHIMP_ONLY, BOTH]) {
    const { data, codes } = await gateway.ask(query);
    if (codes.length > 0) throw new Error(`Expected no error before the first fault, but got ${codes}.`);
    known.set(query, JSON.stringify(data));
  }
  return known;
}
