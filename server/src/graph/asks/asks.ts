import type { CapabilityName } from '@selvedge/schema';
import type { GraphQLField } from 'graphql';
import { Extensions } from 'type-graphql';
import type { GraphSettings } from '../../ports/index.js';
import type { Records } from './records.js';

/** Of a field, as one operation has it. */
export interface AskedField {
  /** Values of its arguments as the caller gave them, defaults included; they are not checked yet. */
  args: Readonly<Record<string, unknown>>;
  /** Names of the fields selected in an object below it; null when that is not selected. */
  selected(child: string): ReadonlySet<string> | null;
}

/** Where a field notes what it would ask. */
export interface Reckoning {
  settings: GraphSettings;
  /** Connectors that offer a capability, in configured order. */
  offering(capability: CapabilityName): readonly string[];
  /** So many different inputs would be asked of each connector in one wave. */
  ask(capability: CapabilityName, inputs: Records): void;
}

/** Records of several types that one field may lead to, by the name of their type. */
export interface RecordsByType {
  byType: Readonly<Record<string, Records>>;
}

/**
 * What a field asks of vendors for so many parents, at most, and the records that it leads to. It is the same for
 * equal arguments, asks nothing itself, and never throws: what is wrong with an argument, the resolver says.
 */
export type Asking<R extends Records | RecordsByType = Records | RecordsByType> = (
  parents: Records,
  field: AskedField,
  reckoning: Reckoning,
) => R;

/** Key under which a field of the graph and of its views carries its `Asking` in `extensions`. */
const ASKS = 'asks';

/** Says what the resolver below it asks of vendors, so that an operation can be reckoned before it runs. */
export function Asks(asking: Asking): MethodDecorator {
  return Extensions(withAsking(asking)) as MethodDecorator;
}

/** The `extensions` of a field that asks so. */
export function withAsking(asking: Asking): Record<string, unknown> {
  return { [ASKS]: asking };
}

/** What a field asks; null for one that takes its value from its parent. */
export function askingOf({ extensions }: GraphQLField<unknown, unknown>): Asking | null {
  const asking = extensions[ASKS];
  return typeof asking === 'function' ? (asking as Asking) : null;
}
