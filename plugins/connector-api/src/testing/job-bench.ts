import { setTimeout } from 'node:timers/promises';
import type { CapabilityName, JobName } from '@selvedge/schema';
import type { Call, Connector, JobImplementation } from '../connector.js';
import { type Bench, benchOf, type CallOptions, makeCall } from './bench.js';
import { JOB_OUTPUTS } from './job-outputs.js';
import type { RunningVendor } from './samples.js';

/** Wait before each look at a job, milliseconds. */
const WAIT_MS = 20;

/** One job of one connector, which a check runs as it does a capability: it is begun, and looked at until it ends. */
export function jobBenchOf(connector: Connector, job: JobName, vendor: RunningVendor): Bench {
  // As with capabilities, which input belongs to which job is known to the compiler only where samples are stated.
  const implementation = connector.jobs?.[job] as JobImplementation<JobName> | undefined;
  if (implementation === undefined) throw new TypeError(`Connector "${connector.id}" has no job ${job}.`);
  const callOf = (options: CallOptions = {}) => makeCall(connector, vendor, options);
  const runWith = (inputs: readonly unknown[], call: Call) => endOf(implementation, inputs as never, call);
  const [twin] = (Object.keys(connector.capabilities) as CapabilityName[]).filter((name) => name === job);
  return {
    name: `job ${job}`,
    output: JOB_OUTPUTS[job],
    maxBatch: implementation.maxBatch,
    // How often it must be looked at is the vendor's business.
    callsPerBatch: () => Number.POSITIVE_INFINITY,
    fieldSets: {},
    callOf,
    runWith,
    run: (inputs, options) => runWith(inputs, callOf(options)),
    ...(twin === undefined ? {} : { atOnce: benchOf(connector, twin, vendor) }),
  };
}

async function endOf(
  implementation: JobImplementation<JobName>,
  inputs: Parameters<JobImplementation<JobName>['start']>[0],
  call: Call,
): Promise<readonly unknown[]> {
  const reference = await implementation.start(inputs, call);
  for (;;) {
    const job = await implementation.poll(reference, inputs, call);
    if (job.state === 'finished') return job.outcomes;
    await setTimeout(WAIT_MS);
  }
}
