import { type GraphQLOutputType, getNamedType, getNullableType, isLeafType, isListType } from 'graphql';
import type { Asking } from '../asks/asks.js';
import { ASSUMED } from '../asks/assumed-sizes.js';
import { NO_RECORDS, ofEach, type Records, times, totalOf } from '../asks/records.js';
import type { Binding } from '../bindings/binding.js';

/**
 * What a field bound by a connector asks: for each parent, or once where the input is the field's arguments.
 *
 * @param size items of a list for each parent; null: as assumed
 */
export function boundAsks(
  { capability, connector, of, by }: Binding,
  type: GraphQLOutputType,
  { isRoot, size }: { isRoot: boolean; size: number | null },
): Asking<Records> {
  const asked = connector ?? of ?? '';
  const forEach = isListType(type) ? (size ?? ASSUMED.extensionItems) : 1;
  const isLeaf = isLeafType(getNamedType(type));
  return (parents, _, { ask }) => {
    const count = isRoot ? 1 : of === undefined ? totalOf(parents) : (parents.get(of) ?? 0);
    if (count === 0) return NO_RECORDS;
    ask(capability, ofEach([asked], by === undefined ? 1 : count));
    return isLeaf ? NO_RECORDS : times(ofEach([asked], count), forEach);
  };
}

/** A plain list of objects asks nobody, but fields below may ask for each of them; null for any other plain field. */
export function plainListAsks(type: GraphQLOutputType): Asking<Records> | null {
  if (!isListType(getNullableType(type)) || isLeafType(getNamedType(type))) return null;
  return (parents) => times(parents, ASSUMED.extensionItems);
}
