import type { CapabilityImplementation } from '@selvedge/connector-api';
import { type CapabilityName, type CapabilityTraits, type InputOf, traitsOf } from '@selvedge/schema';
import type { Answer, Call, CapabilitySource, Outcome } from '../ports/index.js';
import { type Guards, guardedWork } from './guarded-work.js';
import { lift } from './lift.js';

/** What guards every capability of one connector@version for one connection. */
export interface VersionGuards extends Guards {
  /** Epoch milliseconds. */
  now: () => number;
}

export interface GuardedCapability<C extends CapabilityName> {
  capability: C;
  implementation: CapabilityImplementation<C>;
  /** The field set that is asked for; left out: the whole record. */
  fieldSet?: string | undefined;
}

/** What an author's batch answers, when it keeps to its contract. */
type Answered<C extends CapabilityName> = Awaited<ReturnType<CapabilityImplementation<C>['run']>>;

/**
 * One capability of one connector@version for one connection, guarded: cut to the vendor's batch size, then for each
 * batch deadline → breaker → connector. The outermost promise never rejects.
 */
export function guard<C extends CapabilityName>(
  guards: VersionGuards,
  { capability, implementation, fieldSet }: GuardedCapability<C>,
): CapabilitySource<C> {
  const asked = askedOf({ capability, implementation, fieldSet });
  return (inputs, call) =>
    inputs.length <= asked.implementation.maxBatch
      ? askOnce(guards, asked, inputs, call)
      : askInBatches(guards, asked, inputs, call);
}

interface Asked<C extends CapabilityName> extends GuardedCapability<C> {
  traits: CapabilityTraits;
}

/** By implementation. */
const askings = new WeakMap<object, Asked<CapabilityName>[]>();

/** The same object for all connections of a connector, of which there may be thousands. */
function askedOf<C extends CapabilityName>({ capability, implementation, fieldSet }: GuardedCapability<C>): Asked<C> {
  const known = (askings.get(implementation) ?? []) as unknown as Asked<C>[];
  const found = known.find((each) => each.capability === capability && each.fieldSet === fieldSet);
  if (found !== undefined) return found;
  const asked: Asked<C> = { capability, implementation, fieldSet, traits: traitsOf(capability, implementation) };
  askings.set(implementation, [...known, asked] as unknown as Asked<CapabilityName>[]);
  return asked;
}

function askOnce<C extends CapabilityName>(
  guards: VersionGuards,
  { capability, implementation, fieldSet, traits }: Asked<C>,
  inputs: readonly InputOf<C>[],
  call: Call,
): Promise<readonly Outcome<Answer<C>>[]> {
  const { served, now } = guards;
  let fetchedAt = 0;
  return guardedWork<Answered<C>, Answer<C>>(
    guards,
    {
      name: capability,
      budgetMs: traits.deadlineMs,
      count: inputs.length,
      isWrite: traits.kind === 'write',
      fieldSet,
      run(connectorCall) {
        fetchedAt = now();
        return implementation.run(inputs, connectorCall);
      },
      read: (outputs) => lift({ capability, shape: traits.shape, served, fetchedAt }, inputs, outputs),
    },
    call,
  );
}

async function askInBatches<C extends CapabilityName>(
  guards: VersionGuards,
  asked: Asked<C>,
  inputs: readonly InputOf<C>[],
  call: Call,
): Promise<readonly Outcome<Answer<C>>[]> {
  const { maxBatch } = asked.implementation;
  const batches: (typeof inputs)[] = [];
  for (let at = 0; at < inputs.length; at += maxBatch) batches.push(inputs.slice(at, at + maxBatch));
  return (await Promise.all(batches.map((batch) => askOnce(guards, asked, batch, call)))).flat();
}
