import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { Environment } from '../environment.js';
import { BOTH } from '../operations.js';
import { measured, type Row } from '../row.js';
import { megabytes } from '../statistics.js';

const MEGABYTE = 1_048_576;
const MOST_GROWTH = 50 * MEGABYTE;
/** Some 50 KB at the vendor each. */
const LARGE_PAGE =
  '{ contacts(connector: "hubspot", first: 100) { edges { node { id fullName emails lifecycleStage updatedAt } } } }';
const WARM_UP = 250;

type Garbage = (response: ServerResponse) => void;

const GARBAGE: Readonly<Record<string, Garbage>> = {
  garbage: (response) => response.end('\u0000\ufffd<html>it works!'),
  'truncated JSON': (response) => response.end('{"lists":[{"id":"1","na'),
  'another shape': (response) => response.end('{"lists":[{"id":7,"name":{"first":"x"}}],"total_items":"many"}'),
  '10,000 levels of lists': (response) => response.end(`${'['.repeat(10_000)}${']'.repeat(10_000)}`),
  '10,000 levels of objects': (response) => response.end(`${'{"lists":'.repeat(10_000)}1${'}'.repeat(10_000)}`),
  '100 MB': (response) =>
    Readable.from(hundredMegabytes())
      .on('error', () => {})
      .pipe(response),
  '100 MB, as announced': (response) => {
    response.setHeader('content-length', 100 * MEGABYTE);
    Readable.from(hundredMegabytes())
      .on('error', () => {})
      .pipe(response);
  },
};

function* hundredMegabytes(): Generator<Buffer> {
  const piece = Buffer.alloc(MEGABYTE / 4, ' ');
  for (let sent = 0; sent < 100 * MEGABYTE; sent += piece.length) yield piece;
}

/** Answers of the status 200 that are no answers. */
export const VENDOR_GARBAGE: Row = {
  name: 'vendor-garbage',
  fault: 'one vendor answers 200 with garbage, truncated JSON, another shape, 10,000 levels, 100 MB',
  expected: 'its fields fail coded, the rest whole; memory grows by ≤ 50 MB over what right answers take',
  hasShortForm: true,
  async run(environment) {
    const asked = environment.isShort ? 5 : 20;
    const vendors = await environment.startVendors();
    const spoilt = await startSpoiltVendor(environment);
    const gateway = await environment.startGateway({
      vendors,
      connectors: ['hubspot', 'mailchimp'],
      through: { mailchimp: spoilt },
      settings: {
        cache: { enabled: false },
        resilience: { breaker: { consecutiveFailures: 100_000, volume: 100_000 }, retries: 0 },
      },
    });
    // As many bytes of right answers first: what reading them takes is no growth.
    for (let warmUp = 0; warmUp < WARM_UP; warmUp += 1) {
      await Promise.all(Array.from({ length: 8 }, () => gateway.ask(LARGE_PAGE)));
    }
    const residentBytes = () => gateway.metric('process_resident_memory_bytes');
    const before = await residentBytes();
    let most = { growth: 0, what: 'nothing' };
    const wrong = new Set<string>();
    for (const [what, garbage] of Object.entries(GARBAGE)) {
      spoilt.answer(garbage);
      for (let time = 0; time < asked; time += 1) {
        const { data, codes } = await gateway.ask(BOTH);
        if (codes.join() !== 'VENDOR_MALFORMED') wrong.add(`${what}: ${codes.join() || 'no error'}`);
        if (data?.deals?.edges.length !== 5) wrong.add(`${what}: the rest is not whole`);
        const growth = (await residentBytes()) - before;
        if (growth > most.growth) most = { growth, what };
      }
    }
    return measured(`VENDOR_MALFORMED each time; memory at most ${megabytes(most.growth)} more, after ${most.what}`, [
      most.growth > MOST_GROWTH && 'that is over 50 MB',
      wrong.size > 0 && [...wrong].join(', '),
      !gateway.child.isRunning() && 'the gateway died',
    ]);
  },
};

/** A vendor that answers everything alike. */
async function startSpoiltVendor(environment: Environment) {
  let garbage: Garbage = (response) => response.end();
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    garbage(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  environment.defer(() => server.closeAllConnections());
  environment.defer(() => server.close());
  return {
    port: (server.address() as AddressInfo).port,
    answer(next: Garbage) {
      garbage = next;
    },
  };
}
