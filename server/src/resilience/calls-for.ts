import type { CapabilityImplementation } from '@selvedge/connector-api';
import type { CapabilityName } from '@selvedge/schema';

type Batching = Pick<CapabilityImplementation<CapabilityName>, 'maxBatch' | 'callsPerBatch'>;

/** HTTP requests that so many inputs take, cut as `guard` cuts them. Repeats after a failure are not counted. */
export function callsFor(inputs: number, { maxBatch, callsPerBatch = () => 1 }: Batching): number {
  const full = Math.floor(inputs / maxBatch);
  const rest = inputs % maxBatch;
  return (full === 0 ? 0 : full * callsPerBatch(maxBatch)) + (rest === 0 ? 0 : callsPerBatch(rest));
}
