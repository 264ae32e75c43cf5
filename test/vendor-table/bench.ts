import type { Connector, JobImplementation } from '@selvedge/connector-api';
import { vendorFetch } from '@selvedge/connector-api/direct';
import type { CapabilityName, InputOf, JobInput, JobName, JobOutput, OutputOf } from '@selvedge/schema';
import { inBatches } from '../support/in-batches.js';
import { runCapability } from '../support/run-capability.js';
import type { Account } from './accounts.js';

/** Runs capabilities and jobs of one connector against its vendor, with no gateway between. */
export interface Bench {
  has(capability: CapabilityName): boolean;
  hasJob(job: JobName): boolean;
  /** Answers in input order, cut to the largest batch. Rejects when the vendor fails, also for one input. */
  run<C extends CapabilityName>(capability: C, inputs: readonly InputOf<C>[]): Promise<(OutputOf<C> | null)[]>;
  /** As `run`, for vendor work that outlives a call: begun, then looked at until it ends. */
  runJob<J extends JobName>(job: J, inputs: readonly JobInput<J>[]): Promise<(JobOutput<J> | null)[]>;
}

/** Wait before each look at a job, milliseconds: longer than the sandbox works on one. */
const WAIT_MS = 300;

export function benchOf(connector: Connector, { settings, ...account }: Account): Bench {
  const call = { signal: new AbortController().signal, fetch: vendorFetch({ connector, ...account }), settings };

  async function endOf<J extends JobName>(implementation: JobImplementation<J>, inputs: readonly JobInput<J>[]) {
    const reference = await implementation.start(inputs, call);
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
      const job = await implementation.poll(reference, inputs, call);
      if (job.state === 'finished') return job.outcomes;
    }
  }

  return {
    has: (capability) => connector.capabilities[capability] !== undefined,
    hasJob: (job) => connector.jobs?.[job] !== undefined,
    run: (capability, inputs) => runCapability(connector, capability, inputs, call),
    async runJob<J extends JobName>(job: J, inputs: readonly JobInput<J>[]) {
      const implementation = connector.jobs?.[job] as JobImplementation<J> | undefined;
      if (implementation === undefined) throw new Error(`${connector.id} does not have the job ${job}.`);
      return inBatches(inputs, implementation.maxBatch, (batch) => endOf(implementation, batch));
    },
  };
}
