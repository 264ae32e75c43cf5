import { type Call as ConnectorCall, type JobImplementation, VendorError } from '@selvedge/connector-api';
import { isCapability, isWrite, type JobName, type JobOutput } from '@selvedge/schema';
import type { JobProgress, JobSource, Origin, Outcome } from '../ports/index.js';
import { type Guards, guardedWork } from './guarded-work.js';
import { causeOf } from './lift.js';

export interface GuardJobOptions<J extends JobName> extends Guards {
  job: J;
  implementation: JobImplementation<J>;
  /** Epoch milliseconds. */
  now: () => number;
}

/** Budget of beginning a job, which may carry many records, and of asking once how far it is, milliseconds. */
const START_MS = 30_000;
const POLL_MS = 30_000;

/** Vendor work that outlives a call, each of its calls guarded as any other. */
export function guardJob<J extends JobName>(options: GuardJobOptions<J>): JobSource<J> {
  const { job, implementation, served, now } = options;

  const writes = !isCapability(job) || isWrite(job);

  const origin = (): Origin => ({ ...served, fetchedAt: now(), stale: false, tags: [] });
  const failed = <O>(error: unknown): Outcome<O> => ({
    ok: false,
    failure: { connector: served.connector, version: served.version, cause: causeOf(error) },
  });

  /** One call of the connector, whose value is the outcome. */
  async function ask<O>(
    name: string,
    budgetMs: number,
    call: Parameters<JobSource<J>['start']>[1],
    run: (call: ConnectorCall) => Promise<O>,
  ): Promise<Outcome<O>> {
    const work = {
      name,
      budgetMs,
      count: 1,
      isWrite: writes,
      run,
      read: (value: O): readonly Outcome<O>[] => [{ ok: true, value, origin: origin() }],
    };
    const [outcome] = await guardedWork(options, work, call);
    return outcome as Outcome<O>;
  }

  return {
    maxBatch: implementation.maxBatch,
    start: (inputs, call) =>
      ask(`${job}.start`, START_MS, call, (connectorCall) => implementation.start(inputs, connectorCall)),
    poll: (reference, inputs, call) =>
      ask<JobProgress<J>>(`${job}.poll`, POLL_MS, call, async (connectorCall) => {
        const state = await implementation.poll(reference, inputs, connectorCall);
        if (state.state === 'running') return state;
        if (state.outcomes.length !== inputs.length) {
          const message = `${served.connector}@${served.version} must end ${job} with one outcome per input: expected ${inputs.length}, got ${state.outcomes.length}.`;
          throw new TypeError(message);
        }
        return { state: 'finished', outcomes: state.outcomes.map(outcomeOf) };
      }),
  };

  function outcomeOf(output: JobOutput<J> | null | Error): Outcome<JobOutput<J>> {
    if (output instanceof Error || VendorError.is(output)) return failed(output);
    return { ok: true, value: output, origin: origin() };
  }
}
