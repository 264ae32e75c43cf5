import { DIMENSIONS } from './dimension.ts';
import type { ScalingResult } from './scaling-result.ts';

/**
 * A result with what one before it measured and it did not. Sizes are compared within a dimension alone, which is measured at one
 * time. Only what was measured of the same query on the same machine is kept.
 */
export function withOthersOf(previous: ScalingResult, result: ScalingResult): ScalingResult {
  const { node, machine, query, start } = result;
  if (previous.node !== node || previous.machine !== machine || previous.query !== query) return result;
  const all = [...result.dimensions, ...previous.dimensions];
  const dimensions = DIMENSIONS.flatMap((of) => all.find(({ name }) => name === of.name) ?? []);
  return { node, machine, query, dimensions, start: start ?? previous.start };
}
