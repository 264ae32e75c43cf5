import type { Batch, Call, CapabilityImplementation } from '@selvedge/connector-api';
import type { CapabilityName, InputOf, OutputOf } from '@selvedge/schema';

/** A version of Meta's APIs, the first part of every path, e.g. `v25.0`. */
export type ApiVersion = `v${number}.0`;

/** The same call, whose paths lie below the version. */
export function callAt(version: ApiVersion, call: Call): Call {
  return { ...call, fetch: (request) => call.fetch({ ...request, path: `/${version}${request.path}` }) };
}

/** A capability whose paths lie below the version. */
export function capabilityAt<C extends CapabilityName>(
  version: ApiVersion,
  implementation: CapabilityImplementation<C>,
): CapabilityImplementation<C> {
  const run: Batch<InputOf<C>, OutputOf<C>> = (inputs, call) => implementation.run(inputs, callAt(version, call));
  return { ...implementation, run };
}
