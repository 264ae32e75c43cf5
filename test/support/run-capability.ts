import type { Call, CapabilityImplementation, Connector } from '@selvedge/connector-api';
import type { CapabilityName, InputOf, OutputOf } from '@selvedge/schema';
import { inBatches } from './in-batches.js';

/**
 * A connector's answers in input order, asked in batches of the size that it takes, as the gateway does. Rejects when the
 * vendor fails, also for one input.
 */
export async function runCapability<C extends CapabilityName>(
  connector: Connector,
  capability: C,
  inputs: readonly InputOf<C>[],
  call: Call,
): Promise<(OutputOf<C> | null)[]> {
  const implementation = connector.capabilities[capability] as CapabilityImplementation<C> | undefined;
  if (implementation === undefined) throw new Error(`${connector.id} does not have ${capability}.`);
  return inBatches(inputs, implementation.maxBatch, (batch) => implementation.run(batch, call));
}
