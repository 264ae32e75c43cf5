import type { CapabilityImplementation } from '@selvedge/connector-api';
import { type CapabilityName, traitsOf } from '@selvedge/schema';
import type { Answer, CapabilitySource } from '../ports/index.js';
import { type Guards, guardedWork } from './guarded-work.js';
import { lift } from './lift.js';

export interface GuardOptions<C extends CapabilityName> extends Guards {
  capability: C;
  implementation: CapabilityImplementation<C>;
  /** The field set that is asked for; left out: the whole record. */
  fieldSet?: string | undefined;
  /** Epoch milliseconds. */
  now: () => number;
}

/** What an author's batch answers, when it keeps to its contract. */
type Answered<C extends CapabilityName> = Awaited<ReturnType<CapabilityImplementation<C>['run']>>;

/**
 * One capability of one connector@version for one connection, guarded: cut to the vendor's batch size, then for each
 * batch deadline → breaker → connector. The outermost promise never rejects.
 */
export function guard<C extends CapabilityName>(options: GuardOptions<C>): CapabilitySource<C> {
  const { capability, implementation, served, now } = options;
  const traits = traitsOf(capability, implementation);

  const one: CapabilitySource<C> = (inputs, call) => {
    let fetchedAt = 0;
    return guardedWork<Answered<C>, Answer<C>>(
      options,
      {
        name: capability,
        budgetMs: traits.deadlineMs,
        count: inputs.length,
        isWrite: traits.kind === 'write',
        fieldSet: options.fieldSet,
        run(connectorCall) {
          fetchedAt = now();
          return implementation.run(inputs, connectorCall);
        },
        read: (outputs) => lift({ capability, shape: traits.shape, served, fetchedAt }, inputs, outputs),
      },
      call,
    );
  };

  const several: CapabilitySource<C> = async (inputs, call) => {
    const batches: (typeof inputs)[] = [];
    for (let at = 0; at < inputs.length; at += implementation.maxBatch) {
      batches.push(inputs.slice(at, at + implementation.maxBatch));
    }
    return (await Promise.all(batches.map((batch) => one(batch, call)))).flat();
  };
  return (inputs, call) => (inputs.length <= implementation.maxBatch ? one(inputs, call) : several(inputs, call));
}
