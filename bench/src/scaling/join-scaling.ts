import { requireSameConditions } from '../same-conditions.ts';
import { DIMENSIONS } from './dimension.ts';
import type { ScalingResult } from './scaling-result.ts';

/** Under what all of a result is measured. */
export type Conditions = Pick<ScalingResult, 'node' | 'machine' | 'query'>;

/**
 * What was measured before and is not measured again. Sizes are compared within a dimension alone, which is measured at one time.
 *
 * @param measured dimensions, and `start`
 * @throws Error when it was measured under other conditions
 */
export function keptOf(
  { dimensions, start, ...before }: ScalingResult,
  now: Conditions,
  measured: readonly string[],
): Pick<ScalingResult, 'dimensions' | 'start'> {
  const kept = {
    dimensions: dimensions.filter(({ name }) => !measured.includes(name)),
    start: measured.includes('start') ? null : start,
  };
  const names = [...kept.dimensions.map(({ name }) => name), ...(kept.start === null ? [] : ['start'])];
  requireSameConditions(names, before, now);
  return kept;
}

/** A result with what one before it measured and it did not. */
export function withOthersOf(previous: ScalingResult, { dimensions, start, ...now }: ScalingResult): ScalingResult {
  const measured = [...dimensions.map(({ name }) => name), ...(start === null ? [] : ['start'])];
  const kept = keptOf(previous, now, measured);
  const all = [...dimensions, ...kept.dimensions];
  return {
    ...now,
    dimensions: DIMENSIONS.flatMap((of) => all.find(({ name }) => name === of.name) ?? []),
    start: start ?? kept.start,
  };
}
