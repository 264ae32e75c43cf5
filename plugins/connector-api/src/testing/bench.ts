import type { CapabilityName } from '@selvedge/schema';
import type { Batch, Call, Connector } from '../connector.js';
import { VendorError } from '../failure.js';
import type { VendorRequest } from '../vendor-fetch.js';
import { outputOf } from './outputs.js';
import { checkQuota } from './quota-check.js';
import type { RunningVendor } from './samples.js';
import type { Check } from './structure.js';
import { type Transport, vendorFetch } from './vendor-fetch.js';

/** What one check may vary of a call. */
export interface CallOptions {
  signal?: AbortSignal;
  transport?: Transport;
  idempotencyKey?: string;
  fieldSet?: string;
  onRequest?: (request: VendorRequest<unknown>) => void;
}

/** One capability or job of one connector, ready to be run by a check. */
export interface Bench {
  /** Of the capability; `job` and the name of the job. */
  name: string;
  /** What one answer must be. */
  output: Check;
  maxBatch: number;
  /** Most requests that one batch of so many inputs may take. */
  callsPerBatch(inputs: number): number;
  /** Named parts of the record, by the fields each fills; empty where the capability has none. */
  fieldSets: Readonly<Record<string, readonly string[]>>;
  run(inputs: readonly unknown[], options?: CallOptions): Promise<readonly unknown[]>;
  /** The same, with a call of the check's own making. */
  runWith: (inputs: readonly unknown[], call: Call) => Promise<readonly unknown[]>;
  callOf(options?: CallOptions): Call;
  /** Of a job: the capability of the same name, where the connector has it. */
  atOnce?: Bench;
}

export function benchOf(connector: Connector, capability: CapabilityName, vendor: RunningVendor): Bench {
  const implementation = connector.capabilities[capability];
  if (implementation === undefined) throw new TypeError(`Connector "${connector.id}" has no ${capability}.`);
  const { maxBatch, callsPerBatch = () => 1 } = implementation;
  // Which input belongs to which capability is known to the compiler only where a contract states its samples.
  const runWith = implementation.run as Batch<unknown, unknown>;
  const callOf = (options: CallOptions = {}) => makeCall(connector, vendor, options);
  return {
    name: capability,
    output: outputOf(capability),
    maxBatch,
    callsPerBatch,
    fieldSets: 'fieldSets' in implementation ? (implementation.fieldSets ?? {}) : {},
    callOf,
    runWith,
    run: (inputs, options) => runWith(inputs, callOf(options)),
  };
}

/** The answers, after making sure that there is one right value per input. Throws saying what is wrong. */
export function expectAnswers(bench: Bench, inputs: readonly unknown[], answers: readonly unknown[]): void {
  if (answers.length !== inputs.length) {
    throw new Error(`${bench.name}: expected ${inputs.length} answers, one per input, but got ${answers.length}.`);
  }
  const problems = answers.flatMap((answer, index) => {
    if (answer === null) return [];
    if (answer instanceof Error) return [`answer ${index} is a failure: ${describe(answer)}`];
    return bench.output(answer, `answer ${index}`);
  });
  if (problems.length > 0) throw new Error(`${bench.name}:\n${problems.join('\n')}`);
}

/** Runs one batch and makes sure that it takes no more requests than the connector says. */
export async function expectFewCalls(bench: Bench, inputs: readonly unknown[]): Promise<void> {
  const requests: string[] = [];
  await bench.run(inputs, { onRequest: ({ method = 'GET', path }) => void requests.push(`${method} ${path}`) });
  const most = bench.callsPerBatch(inputs.length);
  if (requests.length <= most) return;
  throw new Error(
    `${bench.name}: expected at most ${most} requests for a batch of ${inputs.length}, as callsPerBatch says, ` +
      `but got ${requests.length}:\n${requests.slice(0, 10).join('\n')}`,
  );
}

/** Neither a value nor an empty list. */
export function isNothing(answer: unknown): boolean {
  return answer === null || (Array.isArray(answer) && answer.length === 0);
}

export function makeCall(connector: Connector, vendor: RunningVendor, options: CallOptions): Call {
  const { signal = new AbortController().signal, transport, idempotencyKey, fieldSet, onRequest } = options;
  const { baseUrl, credential, secretHeaders = {}, settings } = vendor;
  const send = vendorFetch({
    connector,
    baseUrl,
    credential,
    secretHeaders,
    signal,
    ...(transport && { transport }),
  });
  return Object.freeze({
    signal,
    settings,
    fetch: (request) => {
      checkQuota(connector, request, settings);
      onRequest?.(request);
      return send(request);
    },
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(fieldSet === undefined ? {} : { fieldSet }),
  } satisfies Call);
}

function describe(error: Error): string {
  return VendorError.is(error) ? `${error.failure.class}: ${error.message}` : String(error);
}
