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
  let waits = false;
  const items = value.map((item: unknown) => {
    const each = settled(plan.of, item);
    waits ||= isPromiseLike(each);
    return each;
  });
  return waits ? Promise.all(items) : value;
}
