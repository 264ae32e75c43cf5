import assert from 'node:assert/strict';
import type { CredentialScheme } from '../connector.js';
import { type FailureClass, VendorError } from '../failure.js';
import type { Bench } from './bench.js';
import type { ContractCheck } from './check.js';
import type { Transport } from './vendor-fetch.js';

const CALL_MEMBERS: ReadonlySet<PropertyKey> = new Set([
  'signal',
  'fetch',
  'settings',
  'idempotencyKey',
  'fieldSet',
  'download',
]);

/** What holds for every capability when its vendor fails or the caller goes. The sample: inputs of one batch. */
export function failureChecks(credential: CredentialScheme): readonly ContractCheck<readonly unknown[]>[] {
  return [
    {
      title: 'fails with the class of what the vendor answered',
      async run(bench, inputs) {
        assert.deepEqual(await classesOf(bench, inputs, answering(503, '')), ['transient']);
        assert.deepEqual(await classesOf(bench, inputs, answering(401, '')), ['reauthenticate']);
      },
    },
    {
      title: 'calls a 200 of another shape malformed',
      async run(bench, inputs) {
        for (const body of ['{"unexpected":true}', '"text"', '{"results":', '<html></html>']) {
          assert.deepEqual(await classesOf(bench, inputs, answering(200, body)), ['malformed'], body);
        }
      },
    },
    {
      title: 'fails as a whole, and at once, when it is aborted',
      async run(bench, inputs) {
        const controller = new AbortController();
        const reason = new DOMException('The caller has gone.', 'AbortError');
        const transport: Transport = (_url, init) =>
          new Promise((_resolve, reject) => {
            init.signal?.addEventListener('abort', () => reject(reason));
            controller.abort(reason);
          });
        await assert.rejects(bench.run(inputs, { signal: controller.signal, transport }), reason);
      },
    },
    {
      title: 'asks the gateway for nothing but its call, and puts no credential on a request',
      async run(bench, inputs) {
        const asked = new Set<PropertyKey>();
        const headers = new Set<string>();
        const call = bench.callOf({
          onRequest: (request) => {
            for (const name of Object.keys(request.headers ?? {})) headers.add(name.toLowerCase());
          },
          transport: answering(503, ''),
        });
        const watched = new Proxy(call, {
          get(target, member) {
            asked.add(member);
            return Reflect.get(target, member);
          },
        });
        await bench.runWith(inputs, watched).catch(() => undefined);
        assert.deepEqual(
          [...asked].filter((member) => !CALL_MEMBERS.has(member)),
          [],
        );
        const secret = new Set([
          'authorization',
          'cookie',
          ...(credential.type === 'header' ? [credential.name.toLowerCase()] : []),
        ]);
        assert.deepEqual(
          [...headers].filter((name) => secret.has(name)),
          [],
        );
      },
    },
  ];
}

function answering(status: number, body: string): Transport {
  return async () => new Response(body, { status, headers: { 'content-type': 'application/json' } });
}

/** The distinct failure classes of a batch in which nothing may succeed. */
async function classesOf(bench: Bench, inputs: readonly unknown[], transport: Transport): Promise<FailureClass[]> {
  const outcomes = await bench.run(inputs, { transport }).catch((error: unknown) => [error]);
  const classes = outcomes.map((outcome) => {
    assert.ok(
      VendorError.is(outcome),
      `expected a VendorError, but got ${String(outcome)} (${JSON.stringify(outcome)})`,
    );
    return outcome.failure.class;
  });
  return [...new Set(classes)];
}
