import { setTimeout as wait } from 'node:timers/promises';
import type { GatewayProcess } from '../../support/start-gateway-process.js';
import { until } from '../../support/until.js';
import { createClock } from '../clock.js';
import type { Environment } from '../environment.js';
import { oneContact } from '../operations.js';
import { type Measured, measured, type Row } from '../row.js';
import type { VendorsProcess } from '../vendors-process.js';

const HOUR_MS = 3_600_000;
/** How long before the vendor's midnight a gateway begins. */
const EARLY_MS = 8_000;
const LATE_MS = 3_000;

/** Midnights that end the days on which the clocks of Chicago change, where Marketo counts its days, and an usual one. */
const MIDNIGHTS = [
  ['spring', '2026-03-09T05:00:00Z'],
  ['autumn', '2026-11-02T06:00:00Z'],
  ['winter', '2026-01-16T06:00:00Z'],
] as const;

/** Marketo's quota of the day is used up shortly before its day ends. */
export const VENDOR_MIDNIGHT: Row = {
  name: 'vendor-midnight',
  fault: "quota used up until the vendor's midnight, on days of clock changes too",
  expected: 'correct waits: no call before the midnight, calls again within 3 s after it',
  hasShortForm: false,
  isMostlyWaiting: true,
  async run(environment) {
    const vendors = await environment.startVendors();
    const seen: string[] = [];
    const wrong: string[] = [];
    for (const [name, midnight] of MIDNIGHTS) {
      await vendors.clearFaults();
      await vendors.resetCalls();
      const startsAt = Date.parse(midnight) - EARLY_MS;
      const { gateway, now } = await startAt(environment, vendors, startsAt);
      await exhaust(vendors, gateway);
      const before = await restCalls(vendors);
      let firstAt: number | null = null;
      for (let n = 1; firstAt === null && now() < Date.parse(midnight) + LATE_MS; n += 1) {
        await gateway.ask(oneContact(n));
        if ((await restCalls(vendors)) > before) firstAt = now();
        else await wait(50);
      }
      const late = firstAt === null ? null : firstAt - Date.parse(midnight);
      seen.push(late === null ? `${name}: none` : `${name}: ${(late / 1_000).toFixed(1)} s`);
      if (late === null) wrong.push(`${name}: no call within ${LATE_MS / 1_000} s after midnight`);
      else if (late < 0) wrong.push(`${name}: called before midnight`);
      await gateway.child.stop();
    }
    return measured(`first call after midnight: ${seen.join(', ')}`, wrong);
  },
};

async function startAt(environment: Environment, vendors: VendorsProcess, at: number) {
  // The gateway needs a moment to start; the clock is put to the wanted time when it has.
  const clock = await createClock(environment, at - Date.now());
  const gateway = await environment.startGateway({ vendors, connectors: ['marketo'], ...clock.settings });
  await gateway.ask(oneContact(0));
  const aheadMs = at - Date.now();
  await clock.set(gateway, aheadMs);
  return { gateway, now: () => Date.now() + aheadMs };
}

/** The next call is refused for the rest of the day, and no other. */
async function exhaust(vendors: VendorsProcess, gateway: GatewayProcess): Promise<void> {
  const errors = [{ code: '607', message: "Daily API Request Limit '50000' reached" }];
  await vendors.fault({
    vendor: 'marketo',
    path: '/rest/**',
    times: 1,
    status: 200,
    body: { requestId: '1a2b#1', success: false, errors },
  });
  const { codes } = await gateway.ask(oneContact(1_000_000));
  if (codes.join() !== 'VENDOR_QUOTA_EXHAUSTED') throw new Error(`Expected VENDOR_QUOTA_EXHAUSTED, but got ${codes}.`);
}

function restCalls(vendors: VendorsProcess): Promise<number> {
  return vendors.totalCalls({ vendor: 'marketo' }, /identity/);
}

/** The clock of the machine is set by an hour while the gateway waits for something. */
export const CLOCK_JUMPS: Row = {
  name: 'clock-jumps',
  fault: 'the clock jumps by an hour, forward or back, while a vendor is paused or its breaker open',
  expected: 'correct waits: asked again after the named 4 s and within 2 s more, whatever the clock says',
  hasShortForm: true,
  isMostlyWaiting: true,
  async run(environment) {
    const seen: string[] = [];
    const wrong: string[] = [];
    for (const [direction, jumpMs] of [
      ['forward', HOUR_MS],
      ['back', -HOUR_MS],
    ] as const) {
      for (const [what, fault] of WAITS) {
        const { text, holds } = await afterJump(environment, jumpMs, fault);
        seen.push(`${what}, ${direction}: ${text}`);
        if (!holds) wrong.push(`${what} is wrong when the clock goes ${direction}`);
      }
    }
    return measured(seen.join('; '), wrong);
  },
};

const NAMED_MS = 4_000;
const SLACK_MS = 2_000;
const WAITS = [
  ['pause', { vendor: 'klaviyo', status: 429, headers: { 'Retry-After': '4' }, times: 1, body: { errors: [] } }],
  ['breaker', { vendor: 'klaviyo', status: 503 }],
] as const;

async function afterJump(
  environment: Environment,
  jumpMs: number,
  fault: (typeof WAITS)[number][1],
): Promise<Measured> {
  const vendors = await environment.startVendors();
  const clock = await createClock(environment);
  const gateway = await environment.startGateway({
    vendors,
    connectors: ['klaviyo'],
    settings: { cache: { enabled: false }, resilience: { breaker: { openMs: NAMED_MS, probes: 1 } } },
    ...clock.settings,
  });
  const query = '{ audiences(connector: "klaviyo", first: 1) { edges { node { id } } } }';
  const fails = async () => (await gateway.ask(query)).codes.length > 0;
  if (await fails()) throw new Error('Expected the vendor to be well at the beginning.');
  await vendors.fault(fault);
  const startedAt = performance.now();
  for (let call = 0; call < 10; call += 1) await fails();
  await vendors.clearFaults();
  await clock.set(gateway, jumpMs);
  const limit = NAMED_MS + SLACK_MS;
  const tookMs = await until('it is asked again', async () => !(await fails()), { withinMs: limit }).then(
    () => performance.now() - startedAt,
    () => null,
  );
  await gateway.child.stop();
  await vendors.child.stop();
  return tookMs === null
    ? { text: `not asked again within ${limit / 1_000} s`, holds: false }
    : { text: `${(tookMs / 1_000).toFixed(1)} s`, holds: tookMs >= NAMED_MS };
}
