import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { createLogger } from '../telemetry/index.js';
import type { Breaker } from './breaker.js';
import type { BreakerFailure } from './breaker-description.js';
import { inConnector, outsideConnector } from './connector-scope.js';
import { createDefects, type GuardedPackage } from './defects.js';

/** One connector's package in `/connectors/acme`, serving two connections. */
function setUp() {
  let now = 0;
  const log: Record<string, unknown>[] = [];
  const counted: string[] = [];
  const failed: { connection: string; failure: BreakerFailure }[] = [];
  const defects = createDefects({
    logger: createLogger({ level: 'warn', write: (line) => void log.push(JSON.parse(line)) }),
    count: ({ connector, kind }) => void counted.push(`${connector} ${kind}`),
    now: () => now,
  });
  const packages = ['a/acme', 'b/acme'].map((connection): GuardedPackage => {
    const breaker: Pick<Breaker, 'fail'> = { fail: (failure) => void failed.push({ connection, failure }) };
    return {
      served: { connector: 'acme', version: '1.0.0', connection },
      breaker: breaker as Breaker,
      directory: '/connectors/acme',
    };
  });
  return { defects, packages, log, counted, failed, wait: (ms: number) => (now += ms) };
}

function thrownIn(file: string, message = 'of ada@example.org'): Error {
  const error = new TypeError(message);
  error.stack = `TypeError: ${message}\n    at node:internal/timers:5:1\n    at run (${file}:3:9)\n    at other (file:///gateway/x.js:1:1)`;
  return error;
}

it.each(['/connectors/acme/index.js', pathToFileURL('/connectors/acme/node_modules/lib/a b.js').href])(
  'an error thrown in a connector’s package is that connector’s, for all its connections: %s',
  (file) => {
    const { defects, packages, log, counted, failed } = setUp();
    expect(defects.escaped(thrownIn(file), 'uncaught-exception', packages)).toBe(true);
    expect(counted).toEqual(['acme uncaught-exception']);
    expect(failed.map(({ connection }) => connection)).toEqual(['a/acme', 'b/acme']);
    expect(failed[0]?.failure.class).toBe('connector-defect');
    expect(log).toMatchObject([{ connector: 'acme', version: '1.0.0', kind: 'uncaught-exception' }]);
    expect(JSON.stringify([log, failed])).not.toContain('ada@');
  },
);

it.each([
  ['thrown beside the connector’s package', thrownIn('/connectors/acme-other/index.js')],
  ['whose message looks like a frame', thrownIn('/gateway/x.js', 'x\n    at run (/connectors/acme/index.js:3:9)')],
  ['without a stack', 'a string'],
])('an error %s is nobody’s', (_, error) => {
  const { defects, packages, counted, failed } = setUp();
  expect(defects.escaped(error, 'unheard-rejection', packages)).toBe(false);
  expect([counted, failed]).toEqual([[], []]);
});

it('what connector code leaves behind is that connector’s, for the connection that it ran for', () => {
  const { defects, packages, failed } = setUp();
  const [, second] = packages;
  if (second === undefined) throw new Error('expected two connections');
  expect(inConnector(second, () => defects.escaped('a string', 'uncaught-exception', packages))).toBe(true);
  expect(failed.map(({ connection }) => connection)).toEqual(['b/acme']);
});

it('what the gateway does at a connector’s call is the gateway’s', async () => {
  const { defects, packages } = setUp();
  const [first] = packages;
  if (first === undefined) throw new Error('expected a connection');
  const error = new Error('the gateway stumbles');
  const taken = inConnector(first, () =>
    outsideConnector(async () => defects.escaped(error, 'uncaught-exception', packages)),
  );
  expect(await taken).toBe(false);
});

it('the same defect is logged once a minute and counted each time', () => {
  const { defects, packages, log, counted, wait } = setUp();
  const [{ served }] = packages as [GuardedPackage];
  for (let i = 0; i < 3; i += 1) defects.answered(served, 'contact.byId', 'TypeError at index.js:3:9');
  defects.answered(served, 'contact.byId', 'TypeError at index.js:8:1');
  expect([log.length, counted.length]).toEqual([2, 4]);
  wait(60_000);
  defects.answered(served, 'contact.byId', 'TypeError at index.js:3:9');
  expect(log.length).toBe(3);
  expect(log[0]).toMatchObject({ msg: 'connector defect', kind: 'answer', capability: 'contact.byId' });
});
