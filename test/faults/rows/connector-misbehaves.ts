import { join } from 'node:path';
import { connectionsOf, newestOf } from '../../support/connections.js';
import { measured, type Row } from '../row.js';
import { BAD_CONNECTORS, writeBadConnectors } from './bad-connectors.js';

const ROUNDS = 3;

/** Connectors that break their contract, each asked beside one that does not. */
export const CONNECTOR_MISBEHAVES: Row = {
  name: 'connector-misbehaves',
  fault: 'a connector throws, misaligns, never settles, leaks a timer, rejects a promise that nobody hears',
  expected: 'its fields fail coded; others unaffected; the process lives, and ends when it is told to',
  hasShortForm: true,
  async run(environment) {
    const directory = join(environment.folder, 'connectors');
    await writeBadConnectors(directory);
    const vendors = await environment.startVendors();
    const bad = { credential: { type: 'token', token: 'any' } };
    const gateway = await environment.startGateway({
      vendors,
      connectors: ['hubspot'],
      settings: {
        connectorsDirectory: directory,
        connectors: {
          ...newestOf(['hubspot']),
          ...Object.fromEntries(BAD_CONNECTORS.map((id) => [id, { version: '^1.0.0' }])),
        },
        tenants: {
          default: {
            connections: {
              ...connectionsOf(['hubspot'], 'default', () => vendors.url),
              ...Object.fromEntries(BAD_CONNECTORS.map((id) => [id, bad])),
            },
          },
        },
      },
    });
    const wrong = new Set<string>();
    const codes = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const id of BAD_CONNECTORS) {
        try {
          const answer = await gateway.ask(
            `{ companies(connector: "${id}", first: 1) { edges { node { name } } } deals(connector: "hubspot", first: 2) { edges { node { name } } } }`,
          );
          const [code = 'no error'] = answer.codes;
          codes.add(code);
          if (answer.codes.length !== 1 || !EXPECTED.includes(code)) wrong.add(`${id}: ${answer.codes.join() || code}`);
          if (answer.data?.deals?.edges.length !== 2) wrong.add(`${id}: the rest is not whole`);
        } catch {
          wrong.add(`${id}: no answer`);
        }
        // Another turn of its event loop, in which it dies if it does.
        const isAlive = await gateway.ask('{ __typename }').then(
          () => true,
          () => false,
        );
        if (!isAlive) {
          await gateway.child.exited;
          return measured('the process died', [`with ${id}: ${lastError(gateway.child.output())}`]);
        }
      }
    }
    const exitCode = await gateway.child.stop();
    return measured(`${BAD_CONNECTORS.length} bad connectors: ${[...codes].join(', ')}; exit code ${exitCode}`, [
      wrong.size > 0 && [...wrong].join(', '),
      exitCode !== 0 && 'it did not end by itself',
    ]);
  },
};

const EXPECTED = ['CONNECTOR_DEFECT', 'VENDOR_TIMEOUT', 'VENDOR_BREAKER_OPEN'];

/** What Node says when it dies of an error: the line that names it. */
function lastError(output: string): string {
  return (
    output.split('\n').findLast((line) => /^\s*(\w*Error|\[?UnhandledPromise|node:)/.test(line)) ?? output.slice(-300)
  );
}
