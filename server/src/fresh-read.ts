import type { CapabilityImplementation, Connector } from '@selvedge/connector-api';
import { type CapabilityName, type InputOf, traitsOf } from '@selvedge/schema';
import { fieldSetFor } from './caching/index.js';
import type { CapabilitySource, Source } from './ports/index.js';
import { callsFor, guard, isLongReport, kindOf, spareClient, type VersionGuards } from './resilience/index.js';
import type { FreshRead } from './shadowing/index.js';
import type { TenantConnection } from './tenant-connection.js';

/**
 * A read of one version as it is asked for comparison alone: behind the version's own guard, but past its cache, without
 * retries, jobs or a wait before anybody. Null where the version lacks it, and for what writes.
 */
export function freshRead<C extends CapabilityName>(
  capability: C,
  definition: Connector,
  guards: VersionGuards,
  { client }: Pick<TenantConnection, 'client'>,
): FreshRead | null {
  const implementation = definition.capabilities[capability] as CapabilityImplementation<C> | undefined;
  if (implementation === undefined) return null;
  const { kind, shape } = traitsOf(capability, implementation);
  if (kind === 'write') return null;
  const vendor = { ...guards.vendor, client: spareClient(client), retry: { ...guards.vendor.retry, retries: 0 } };
  const bySet = new Map(
    [undefined, ...Object.keys(implementation.fieldSets ?? {})].map((fieldSet) => [
      fieldSet,
      guard({ ...guards, vendor }, { capability, implementation, fieldSet }),
    ]),
  );
  const source: CapabilitySource<C> = (inputs, call) => {
    const needed = call.fieldsOf?.(kindOf(capability)) ?? null;
    // There is one for each field set, and for none.
    const guarded = bySet.get(fieldSetFor(implementation.fieldSets, needed)) as CapabilitySource<C>;
    return guarded(inputs, call);
  };
  const longerThanDays = definition.jobs?.['performance.report']?.longerThanDays;

  return {
    source: source as Source<unknown, unknown>,
    shape,
    largestBatch: implementation.maxBatch,
    callsFor: (inputs) => callsFor(inputs, implementation),
    isAtOnce: (input) =>
      capability !== 'performance.report' ||
      longerThanDays === undefined ||
      !isLongReport(input as InputOf<'performance.report'>, longerThanDays),
  };
}
