import { setTimeout as wait } from 'node:timers/promises';
import type { GraphQLAnswer } from '../../support/ask.js';
import type { GatewayProcess } from '../../support/start-gateway-process.js';
import type { Environment } from '../environment.js';
import { measured, type Row } from '../row.js';
import type { VendorsProcess } from '../vendors-process.js';
import { DIALECTS, type Dialect } from './throttle-dialects.js';

const ASK_EVERY_MS = 100;
const LONGEST_WATCHED_MS = 61_000;
const SHORT_WATCHED_MS = 4_000;
/** Calls in the time watched to a vendor that names no time: the first ones and repeats within the retry budget. */
const MOST_WITHOUT_A_TIME = 10;

/** Every vendor at once says "not now" to every call, and is asked on, ten times a second. */
export const VENDOR_THROTTLES: Row = {
  name: 'vendor-throttles',
  fault: 'each vendor throttles, in its own dialect',
  expected: 'waits or stale: 0 calls before the time it named',
  hasShortForm: true,
  isMostlyWaiting: true,
  async run(environment) {
    const vendors = await environment.startVendors();
    const gateway = await environment.startGateway({
      vendors,
      connectors: DIALECTS.map(({ connector }) => connector),
      settings: { cache: { enabled: false } },
    });
    const seen = await Promise.all(DIALECTS.map((dialect) => watch(dialect, vendors, gateway, environment)));
    return measured(
      seen.map(({ text }) => text).join(', '),
      seen.flatMap(({ shortfalls }) => shortfalls),
    );
  },
};

async function watch(dialect: Dialect, vendors: VendorsProcess, gateway: GatewayProcess, { isShort }: Environment) {
  const { connector, query, refusal, waitMs, besides } = dialect;
  const calls = () => vendors.totalCalls({ vendor: refusal.vendor }, besides);
  const shortfalls: string[] = [];
  const fail = (what: string) => shortfalls.push(`${connector}: ${what}`);

  const well = await gateway.ask(query);
  if (well.codes.length > 0) fail(`${well.codes} while well`);
  const before = await calls();
  await vendors.fault(refusal);
  const askedAt = performance.now();
  const first = await gateway.ask(query);
  if (first.codes.length === 0) fail('no error while throttled');
  const throttled = (await calls()) - before;

  // The time was named after it was asked: what arrives before this moment arrives before its time.
  const watchedMs = Math.min(waitMs ?? Number.POSITIVE_INFINITY, isShort ? SHORT_WATCHED_MS : LONGEST_WATCHED_MS);
  const inTime = () => performance.now() - askedAt < watchedMs;
  let during = 0;
  const answers: Promise<GraphQLAnswer>[] = [];
  while (inTime()) {
    answers.push(gateway.ask(query));
    await wait(ASK_EVERY_MS);
    const seen = (await calls()) - before - throttled;
    if (inTime()) during = seen;
  }
  const codes = new Set((await Promise.all(answers)).map((answer) => answer.codes.join() || 'no error'));
  if (codes.has('no error') || codes.has('INTERNAL_SERVER_ERROR')) fail([...codes].join());
  const seconds = (watchedMs / 1_000).toFixed(0);
  if (waitMs === null) {
    if (during > MOST_WITHOUT_A_TIME) fail(`${during} calls, although it refuses them all`);
    return { text: `${connector} ${during} calls in ${seconds} s (it names no time)`, shortfalls };
  }
  if (throttled !== 1) fail(`${throttled} calls before the first answer`);
  if (during > 0) fail(`${during} calls before its time`);
  return { text: `${connector} ${during} in ${seconds} s`, shortfalls };
}
