import type { CapabilityImplementation, Connector } from '@selvedge/connector-api';
import { vendorFetch } from '@selvedge/connector-api/direct';
import type { CapabilityName, InputOf, OutputOf } from '@selvedge/schema';
import type { Account } from './accounts.js';

/** Runs capabilities of one connector against its vendor, with no gateway between. */
export interface Bench {
  has(capability: CapabilityName): boolean;
  /** Answers in input order, cut to the largest batch. Rejects when the vendor fails, also for one input. */
  run<C extends CapabilityName>(capability: C, inputs: readonly InputOf<C>[]): Promise<(OutputOf<C> | null)[]>;
}

export function benchOf(connector: Connector, { settings, ...account }: Account): Bench {
  const call = { signal: new AbortController().signal, fetch: vendorFetch({ connector, ...account }), settings };
  return {
    has: (capability) => connector.capabilities[capability] !== undefined,
    async run<C extends CapabilityName>(capability: C, inputs: readonly InputOf<C>[]) {
      const implementation = connector.capabilities[capability] as CapabilityImplementation<C> | undefined;
      if (implementation === undefined) throw new Error(`${connector.id} does not have ${capability}.`);
      const outputs: (OutputOf<C> | null)[] = [];
      for (let from = 0; from < inputs.length; from += implementation.maxBatch) {
        const batch = inputs.slice(from, from + implementation.maxBatch);
        for (const output of await implementation.run(batch, call)) {
          if (output instanceof Error) throw output;
          outputs.push(output);
        }
      }
      return outputs;
    },
  };
}
