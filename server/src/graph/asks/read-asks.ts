import type { CapabilityName } from '@selvedge/schema';
import { connectorOfCursor, isPageSize } from '../lists/cursor.js';
import type { AskedField, Asking } from './asks.js';
import { ASSUMED } from './assumed-sizes.js';
import { NO_RECORDS, ofEach, type Records, times } from './records.js';

/** One record, or one value, for each parent, of the parent's connector. */
export function oneOf(capability: CapabilityName): Asking<Records> {
  return (parents, _, { ask }) => {
    ask(capability, parents);
    return parents;
  };
}

/** A list without pages for each parent. */
export function allOf(capability: CapabilityName): Asking<Records> {
  return (parents, _, { ask }) => {
    ask(capability, parents);
    return times(parents, ASSUMED.adverts);
  };
}

/** A page of a list of its own, of the connector that the resolver chooses. */
export function listOf(capability: CapabilityName): Asking<Records> {
  return (_, field, { offering, ask }) => {
    const { connector, after } = field.args;
    const chosen = connector ?? connectorOfCursor(after) ?? offering(capability)[0];
    return typeof chosen === 'string' ? pageOf(capability, ofEach([chosen], 1), field, ask) : NO_RECORDS;
  };
}

/** A page of a list of each parent's. */
export function pageOfEach(capability: CapabilityName): Asking<Records> {
  return (parents, field, { ask }) => pageOf(capability, parents, field, ask);
}

/** A part of each parent's neighbours: the ids of all, then the records of the part. */
export function neighboursOf(ids: CapabilityName, byId: CapabilityName): Asking<Records> {
  return (parents, { args }, { ask }) => {
    const first = wantedOf(args);
    if (first === 0) return NO_RECORDS;
    ask(ids, parents);
    const neighbours = times(parents, first);
    ask(byId, neighbours);
    return neighbours;
  };
}

/** The first neighbour of each parent: its id, then its record. */
export function neighbourOf(ids: CapabilityName, byId: CapabilityName): Asking<Records> {
  return (parents, _, { ask }) => {
    ask(ids, parents);
    ask(byId, parents);
    return parents;
  };
}

/** Items wanted of a list; 0 for a number that the resolver refuses. */
export function wantedOf({ first }: AskedField['args']): number {
  return isPageSize(first) ? first : 0;
}

/** A cursor may lie within a page, and then the wanted items reach into the next. */
function pageOf(
  capability: CapabilityName,
  lists: Records,
  { args }: AskedField,
  ask: (capability: CapabilityName, inputs: Records) => void,
): Records {
  const first = wantedOf(args);
  if (first === 0) return NO_RECORDS;
  ask(capability, lists);
  if (args.after != null) ask(capability, lists);
  return times(lists, first);
}
