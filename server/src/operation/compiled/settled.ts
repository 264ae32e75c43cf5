import type { ValuePlan } from './plan.js';
import { Thrown } from './thrown.js';

export function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** The value once nothing in it, nor in its lists, is still to come; `Thrown` in the place of a rejection. */
export function settled(plan: ValuePlan, value: unknown): unknown {
  if (isPromiseLike(value)) {
    return value.then(
      (fulfilled) => settled(plan, fulfilled),
      (reason: unknown) => new Thrown(reason),
    );
  }
  if (plan.kind === 'nonNull') return settled(plan.of, value);
  if (plan.kind !== 'list' || !Array.isArray(value)) return value;
  // Mostly nothing is, and the list stays as it is.
  let waitedFor: unknown[] | null = null;
  for (let at = 0; at < value.length; at += 1) {
    const item = settled(plan.of, value[at]);
    if (Object.is(item, value[at])) continue;
    waitedFor ??= [...value];
    waitedFor[at] = item;
  }
  return waitedFor === null ? value : Promise.all(waitedFor);
}
