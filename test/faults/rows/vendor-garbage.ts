import type { VendorFault } from '../vendors-process.js';
import { BOTH } from '../operations.js';
import { measured, type Row } from '../row.js';
import { megabytes } from '../statistics.js';

const MOST_GROWTH = 50 * 1_048_576;

const GARBAGE: readonly (readonly [what: string, fault: () => Omit<VendorFault, 'vendor'>])[] = [
  ['garbage', () => ({ status: 200, body: '\u0000\ufffd<html>it works!' })],
  ['truncated JSON', () => ({ malformed: true })],
  ['another shape', () => ({ status: 200, body: { lists: [{ id: 7, name: { first: 'x' } }] } })],
  ['10,000 levels', () => ({ status: 200, body: `${'['.repeat(10_000)}${']'.repeat(10_000)}` })],
  ['10,000 levels of objects', () => ({ status: 200, body: `${'{"lists":'.repeat(10_000)}1${'}'.repeat(10_000)}` })],
  ['100 MB', () => ({ status: 200, body: `{"lists":["${'x'.repeat(100 * 1_048_576)}"]}` })],
];

/** Answers of the status 200 that are no answers. */
export const VENDOR_GARBAGE: Row = {
  name: 'vendor-garbage',
  fault: 'one vendor answers 200 with garbage, truncated JSON, another shape, 10,000 levels, 100 MB',
  expected: 'its fields fail coded, the rest whole; memory grows by ≤ 50 MB',
  hasShortForm: true,
  async run(environment) {
    const asked = environment.isShort ? 5 : 20;
    const vendors = await environment.startVendors();
    const gateway = await environment.startGateway({
      vendors,
      connectors: ['hubspot', 'mailchimp'],
      settings: {
        cache: { enabled: false },
        resilience: { breaker: { consecutiveFailures: 100_000, volume: 100_000 } },
      },
    });
    for (let warmUp = 0; warmUp < 300; warmUp += 1) await gateway.ask(BOTH);
    const before = await gateway.residentBytes();
    let most = before;
    const wrong: string[] = [];
    for (const [what, fault] of GARBAGE) {
      await vendors.clearFaults();
      await vendors.fault({ vendor: 'mailchimp', ...fault() });
      for (let time = 0; time < asked; time += 1) {
        const { data, codes } = await gateway.ask(BOTH);
        if (codes.join() !== 'VENDOR_MALFORMED') wrong.push(`${what}: ${codes.join() || 'no error'}`);
        if (data?.deals?.edges.length !== 5) wrong.push(`${what}: the rest is not whole`);
        most = Math.max(most, await gateway.residentBytes());
      }
    }
    return measured(`VENDOR_MALFORMED each time; memory at most ${megabytes(most - before)} more`, [
      most - before > MOST_GROWTH && 'that is over 50 MB',
      wrong.length > 0 && [...new Set(wrong)].join(', '),
      !gateway.child.isRunning() && 'the gateway died',
    ]);
  },
};
