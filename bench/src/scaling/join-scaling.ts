import { DIMENSIONS } from './dimension.ts';
import type { ScalingResult } from './scaling-result.ts';

/** On what something is measured. */
type MeasuredOn = Pick<ScalingResult, 'node' | 'machine' | 'query'>;

/** @throws Error that says what differs, where figures of one cannot stand beside figures of the other */
export function checkJoins(previous: MeasuredOn, next: MeasuredOn): void {
  for (const what of ['node', 'machine', 'query'] as const) {
    if (previous[what] === next[what]) continue;
    throw new Error(
      `Expected all dimensions of docs/scaling.json to be measured on one ${what}: it has ${previous[what]}, and this is ${next[what]}. ` +
        'Measure all of them, without --only, or do not --write.',
    );
  }
}

/**
 * A result with what one before it measured and it did not. Sizes are compared within a dimension alone, which is measured at one
 * time.
 */
export function withOthersOf(previous: ScalingResult, result: ScalingResult): ScalingResult {
  checkJoins(previous, result);
  const all = [...result.dimensions, ...previous.dimensions];
  const dimensions = DIMENSIONS.flatMap((of) => all.find(({ name }) => name === of.name) ?? []);
  return { ...result, dimensions, start: result.start ?? previous.start };
}
